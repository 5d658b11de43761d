"""Mail: taken apart, the newest text, forwards, machines, and who the sender says to be."""
