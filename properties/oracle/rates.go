package oracle

var ratesClaims = []claim{}
