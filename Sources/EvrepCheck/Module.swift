// EvrepCheck
