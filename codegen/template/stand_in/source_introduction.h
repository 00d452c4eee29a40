/* Stand-in for the comment in which a source introduces itself, and for its check that it belongs to its header. */
