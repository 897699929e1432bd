package theorems

import "mimics/model"

// Degenerate reports whether an instance leaves the claim next to nothing to compare: there is one outcome, or one that
// is possible, operator and mimic are one law, or nature and mimic if the claim needs no operator, or tuning changes
// nothing. Engines take no such instance as evidence that a bound is tight or that a rival is false.
func (c *Claim) Degenerate(in *Instance) bool {
	needs := c.Needs
	switch {
	case in.k() < 2:
		return true
	case needs.Has(NeedOperator | NeedMimic):
		if in.sameLaw(in.Operator, in.Mimic, in.OperatorLaw, in.MimicLaw) {
			return true
		}
	case needs.Has(NeedNature | NeedMimic):
		if in.sameLaw(in.Nature, in.Mimic, in.NatureLaw, in.MimicLaw) {
			return true
		}
	}
	if !needs.Has(NeedMimic) || in.p.Len() == 0 {
		return false
	}
	if alone := needs&(NeedNature|NeedOperator|NeedHorizon) == 0; alone && in.p.Support().Size() < 2 {
		return true
	}
	return needs.Has(NeedTilt) && in.tuningIdle() || needs.Has(NeedSuccess|NeedBase) && in.successIdle()
}

// sameLaw reports whether two laws give every history to the horizon the same probability.
func (in *Instance) sameLaw(p, q model.Dist, a, m model.Law) bool {
	if p.Equal(q) || in.Horizon == 0 || a.Null() || m.Null() {
		return p.Equal(q)
	}
	return in.futureDistance(a, m, in.Reach(in.k())).IsZero()
}

// tuningIdle reports whether p reaches outcomes of one reward only.
func (in *Instance) tuningIdle() bool {
	var first *model.Reward
	for x := range in.k() {
		if r := in.Tilt.Reward(x); in.p.Has(x) {
			if first != nil && *first != r {
				return false
			}
			first = &r
		}
	}
	return true
}

// successIdle reports whether all outcomes that p reaches succeed with the same chance.
func (in *Instance) successIdle() bool {
	var first *model.Q
	for x := range in.k() {
		if g := in.Success.At(x); in.p.Has(x) {
			if first != nil && !first.Equal(g) {
				return false
			}
			first = &g
		}
	}
	return true
}
