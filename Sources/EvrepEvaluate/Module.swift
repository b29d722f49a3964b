// EvrepEvaluate
