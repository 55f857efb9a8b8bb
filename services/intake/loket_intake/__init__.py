"""The intake: questions, the conversation with the asker, and the pages the asker sees."""
