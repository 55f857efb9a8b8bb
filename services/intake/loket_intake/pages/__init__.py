"""The pages for askers and coordinators; every page works without scripts."""
