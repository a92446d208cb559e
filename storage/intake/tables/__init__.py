"""Tables of recommendations: what several bodies say in one, and the layouts that are made into one."""
