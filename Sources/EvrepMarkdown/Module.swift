// EvrepMarkdown
