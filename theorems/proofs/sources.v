(** Sources to which order tells nothing: independent draws, and urns that count what they have seen. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Sources.
Variables (R : realFieldType) (X : finType).
Implicit Types (P : seq X -> R) (h g : seq X) (theta alpha : X -> R).

(** To a horizon L, P(h) depends on nothing but how often each outcome occurs in h. *)
Definition exchangeable L P := forall h g, (size h <= L)%N -> perm_eq h g -> P h = P g.

(** Independent draws from theta. *)
Definition draws theta h := \prod_(x <- h) theta x.

Lemma draws_cat theta h g : draws theta (h ++ g) = draws theta h * draws theta g.
Proof. by rewrite /draws big_cat. Qed.

Lemma draws_rcons theta h x : draws theta (rcons h x) = draws theta h * theta x.
Proof. by rewrite -cats1 draws_cat {2}/draws big_seq1. Qed.

Lemma draws_law theta : forecast theta -> law (draws theta).
Proof.
move=> [t0 t1]; split=> [h||h]; [by apply: prodr_ge0 | by rewrite /draws big_nil |].
by under eq_bigr do rewrite draws_rcons; rewrite -mulr_sumr t1 mulr1.
Qed.

Lemma draws_exchangeable L theta : exchangeable L (draws theta).
Proof. by move=> h g _; apply: perm_big. Qed.

(** An urn with alpha(x) balls of each outcome x, that gets another one of each outcome drawn. *)
Fixpoint urn alpha h : R :=
  if h is x :: h' then alpha x / (\sum_y alpha y) * urn (fun y => alpha y + (y == x)%:R) h' else 1.

Lemma eq_urn alpha beta h : alpha =1 beta -> urn alpha h = urn beta h.
Proof.
elim: h alpha beta => [|x h IH] alpha beta e //=.
by rewrite e (eq_bigr beta) ?(IH _ (fun y => beta y + (y == x)%:R)) // => y; rewrite e.
Qed.

(** The rising factorial a(a + 1)...(a + n - 1). *)
Definition rising (a : R) n := \prod_(i < n) (a + i%:R).

Lemma rising1 a n : rising a n.+1 = a * rising (a + 1) n.
Proof.
rewrite /rising big_ord_recl addr0; congr (_ * _); apply: eq_bigr => i _.
by rewrite lift0 -addn1 natrD -addrA [1 + _]addrC.
Qed.

Lemma urnE alpha h :
  urn alpha h = (\prod_y rising (alpha y) (count_mem y h)) / rising (\sum_y alpha y) (size h).
Proof.
elim: h alpha => [|x h IH] alpha /=.
  by rewrite big1 ?/rising ?big_ord0 ?divr1 // => y _; rewrite big_ord0.
have s1 : \sum_y (alpha y + (y == x)%:R) = \sum_y alpha y + 1.
  by rewrite big_split /=; congr (_ + _); rewrite (bigD1 x) //= eqxx big1 ?addr0 // => y /negbTE ->.
rewrite IH s1 rising1 invfM mulrACA; congr (_ * _).
rewrite (bigD1 x) //= [RHS](bigD1 x) //= eqxx mulrA; congr (_ * _); first by rewrite add1n rising1.
by apply: eq_bigr => y yx; rewrite [x == y]eq_sym (negbTE yx) addr0.
Qed.

Lemma urn_exchangeable L alpha : exchangeable L (urn alpha).
Proof.
move=> h g _ hg; rewrite !urnE (perm_size hg); congr (_ / _).
by apply: eq_bigr => y _; rewrite (permP hg).
Qed.

Lemma urn_gt0 alpha h : (forall y, 0 < alpha y) -> 0 < urn alpha h.
Proof.
elim: h alpha => [|x h IH] alpha a0 /=; first exact: ltr01.
rewrite mulr_gt0 //; last by apply: IH => y; rewrite ltr_paddr ?ler0n.
by rewrite divr_gt0 // (bigD1 x) //= ltr_paddr // sumr_ge0 // => y _; apply: ltW.
Qed.

Lemma urn_law alpha (x0 : X) : (forall y, 0 < alpha y) -> law (urn alpha).
Proof.
move=> a0; split=> [h||h] //; first exact/ltW/urn_gt0.
elim: h alpha a0 => [|x h IH] alpha a0 /=; last by rewrite -mulr_sumr -IH // => y; rewrite ltr_paddr ?ler0n.
under eq_bigr do rewrite mulr1; rewrite -mulr_suml mulfV // gt_eqF // (bigD1 x0) //= ltr_paddr // sumr_ge0 // => y _.
exact: ltW.
Qed.

(** Mixtures of such sources are such, too. *)
Lemma mixture_exchangeable (S : finType) L (m : S -> R) (K : S -> seq X -> R) :
  (forall s, m s != 0 -> exchangeable L (K s)) -> exchangeable L (mixture m K).
Proof.
move=> ex h g sh hg; apply: eq_bigr => s _; have [-> |ms] := eqVneq (m s) 0; first by rewrite !mul0r.
by rewrite (ex s ms h g sh hg).
Qed.

(** What a type of n outcomes weighs is at most what all n outcomes do, shared out over its orders. *)
Lemma exchangeable_le n (Q : seq X -> R) h : (forall g, 0 <= Q g) -> (forall g, perm_eq h g -> Q h = Q g) ->
  size h = n -> n`!%:R * Q h <= (\prod_y (count_mem y h)`!)%:R * hsum n Q.
Proof.
elim: n Q h => [|n IH] Q h Q0 ex sh.
  by move: sh => /size0nil ->; rewrite /= fact0 big1 // ?mul1r // => y _; rewrite fact0.
have sum_count : (\sum_x count_mem x h)%N = n.+1.
  rewrite -sh -sum1_size; under eq_bigr do rewrite -sum1_count big_mkcond.
  rewrite exchange_big /=; apply: eq_bigr => y _; rewrite (bigD1 y) //= eqxx big1 ?addn0 // => x.
  by rewrite eq_sym => /negbTE ->.
rewrite [hsum _ _]/= mulr_sumr factS -sum_count natrM natr_sum !mulr_suml; apply: ler_sum => x _.
have [xh|xh] := boolP (x \in h); last first.
  rewrite (count_memPn xh) !mul0r mulr_ge0 ?ler0n // hsum_ge0 // => g _; exact: Q0.
have hx := perm_to_rem xh; have := IH (fun g => Q (x :: g)) (rem x h).
rewrite -(ex _ hx) size_rem // sh /= => /(_ _ _ erefl) le.
have {le} : n`!%:R * Q h <= (\prod_y (count_mem y (rem x h))`!)%:R * hsum n (fun g => Q (x :: g)).
  apply: le => [g|g hg]; first exact: Q0.
  by apply: ex; apply: perm_trans hx _; rewrite perm_cons.
have cx : (0 < count_mem x h)%N by rewrite -has_count has_pred1.
move=> le; have -> : (\prod_y (count_mem y h)`! = count_mem x h * \prod_y (count_mem y (rem x h))`!)%N.
  rewrite (bigD1 x) //= [in RHS](bigD1 x) //= mulnA; congr (_ * _)%N.
    by rewrite count_rem xh /= eqxx subn1 -(prednK cx) factS.
  by apply: eq_bigr => y yx; rewrite count_rem xh /= eq_sym (negbTE yx) subn0.
by rewrite natrM -!mulrA; apply: ler_wpmul2l; first by rewrite ler0n.
Qed.

End Sources.
