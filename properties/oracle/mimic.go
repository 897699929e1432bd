package oracle

var mimicClaims = []claim{}
