"""The web surface: pages of deliveries and confirmations, health."""
