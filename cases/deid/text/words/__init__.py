"""Word lists written for this project: names, places and the clinical words that look like them. Facts only, no corpus."""
