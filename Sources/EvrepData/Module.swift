// EvrepData
