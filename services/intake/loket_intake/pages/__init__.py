"""What the asker sees in a browser; every page works without scripts."""
