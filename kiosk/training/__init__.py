"""From menus to a tuned language model: examples, fine-tuning, export."""
