"""Agreement × facts × moment → verdicts: one readable SQL file a verdict, with its Python twin."""
