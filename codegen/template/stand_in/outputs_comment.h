/* Stand-in for what the outputs mean. */
