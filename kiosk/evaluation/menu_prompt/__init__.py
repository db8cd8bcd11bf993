"""What an integrator would do instead: the whole menu in the prompt, the order back as JSON.

A rung for measuring alone. It gets what is fair: the same base model with the chat template of its
file, the menu's prefix kept in memory from turn to turn, a clear instruction, worked examples from
the menu itself, and llama.cpp's grammar of a JSON schema that knows every id of the menu.
"""

from kiosk.evaluation.menu_prompt.rung import MenuPrompt
from kiosk.evaluation.menu_prompt.worker import PromptedModel

__all__ = ["MenuPrompt", "PromptedModel"]
