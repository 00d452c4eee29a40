/* Stand-in for what the decision means. */
