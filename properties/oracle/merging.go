package oracle

var mergingClaims = []claim{}
