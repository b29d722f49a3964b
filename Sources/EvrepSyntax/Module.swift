// EvrepSyntax
