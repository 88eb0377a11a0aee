"""Images: found behind lazy loading, judged, redrawn, mirrored, thrown away."""
