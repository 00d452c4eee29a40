/* Stand-in for the comment in which a header introduces itself. */
