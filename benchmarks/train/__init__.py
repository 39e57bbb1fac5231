"""How long it takes to learn the tutorial's task: by its recipe and by ours."""
