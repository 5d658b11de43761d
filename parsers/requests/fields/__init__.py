"""What narrows a wish: papers and numbers, time frames, places, people, forms."""
