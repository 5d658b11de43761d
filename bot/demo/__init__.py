"""A sample wholesaler, generated and deterministic."""
