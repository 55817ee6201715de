"""What a translator, a reviewer or the clinic runs."""
