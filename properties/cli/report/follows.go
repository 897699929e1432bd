package report

import "mimics/theorems"

// implication states that the derivation of the claim To uses the claim From.
type implication struct{ From, To string }

// among lists the implications between the claims.
func among(claims theorems.Registry) (list []implication) {
	for _, to := range claims {
		for _, from := range to.Follows {
			if _, shown := claims.Find(from); shown {
				list = append(list, implication{from, to.ID})
			}
		}
	}
	return list
}
