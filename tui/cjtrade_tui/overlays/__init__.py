"""What lies over a tab: lookup, claims, figure card, palette, tray, help, import."""
