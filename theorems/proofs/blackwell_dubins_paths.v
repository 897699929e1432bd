(** Blackwell and Dubins (1962) path by path: off a null set the forecasts of the whole future merge.

    A set of paths is null if, for every d > 0, events of growing horizons cover it, each of probability at most d. For
    probability measures on paths this is what measure theory calls null, by outer regularity. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_future merging_certificate merging_budget merging_own.
From mimics Require Import blackwell_dubins.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section AlmostSurely.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M P : seq X -> R) (h g f : seq X) (e d r : R) (w : nat -> X).

(** The outer probability of a set N of paths is at most d: events that grow with the horizon cover it, each of
    probability at most d. *)
Definition outer_le P (N : (nat -> X) -> Prop) d := exists E : nat -> pred (seq X),
  [/\ forall L, mass L P (E L) <= d, forall L h x, size h = L -> E L h -> E L.+1 (rcons h x)
    & forall w, N w -> exists L, E L (mkseq w L)].

(** A null set. *)
Definition null P N := forall d, 0 < d -> outer_le P N d.

Lemma take_mkseq (w : nat -> X) m n : (m <= n)%N -> take m (mkseq w n) = mkseq w m.
Proof. by move=> le; rewrite /mkseq -map_take take_iota (minn_idPl le). Qed.

(** If A << M, every set that is null under M is null under A. *)
Lemma null_continuous A M N : absolutely_continuous A M -> null M N -> null A N.
Proof.
move=> ac nM d d0; have [c c0 le] := ac d d0; have [E [mE grow cover]] := nM c c0.
by exists E; split=> // L; apply: le.
Qed.

Lemma alarmed_mass e n A M L d : law A -> law M -> 0 < e -> 0 <= d ->
  (forall l, expected_distance n l A M <= d) -> mass L A (alarmed e n A M) <= 2%:R * d / e.
Proof.
move=> lA lM e0 d0 le; have [nL|Ln] := leqP n L; last first.
  rewrite /mass /mean hsum0 => [|h sh]; last by rewrite /alarmed sh leqNgt Ln mulr0.
  by rewrite divr_ge0 ?mulr_ge0 ?ler0n // ltW.
rewrite ler_pdivl_mulr // mulrC -{1}(subnKC nL).
apply: le_trans (ler_wpmul2l (ler0n R 2) (le (L - n)%N)); apply: le_trans (merging_always_maximum n (L - n) lA lM (ltW e0)).
apply: ler_wpmul2l; first exact: ltW.
apply: ler_mean => // h sh _; rewrite /alarmed sh leq_addr addKn; exact: lexx.
Qed.

(** Off a null set the distance of the whole future, to any horizon, is below e from some step on. *)
Theorem blackwell_dubins_almost_surely A M e : excluded_middle -> Num.archimedean_axiom R -> law A -> law M ->
  absolutely_continuous A M -> 0 < e ->
  null A (fun w => ~ exists n0, forall n l, (n0 <= n)%N -> distance l A M (mkseq w n) < e).
Proof.
move=> em arch lA lM ac e0 d d0; pose c := d * e / 2%:R; have c0 : 0 < c by rewrite divr_gt0 ?mulr_gt0 ?ltr0n.
have [n0 near] := blackwell_dubins em arch lA lM ac c0.
exists (fun _ => alarmed e n0 A M); split=> [L|L h x _|w apart].
- rewrite (_ : d = 2%:R * c / e); last by rewrite /c; field; rewrite gt_eqF.
  by apply: alarmed_mass => // [|l]; [apply: ltW | apply: near].
- exact: alarmed_grows.
have [n [l [le far]]] : exists n l, (n0 <= n)%N /\ e <= distance l A M (mkseq w n).
  have [//|none] := em (exists n l, (n0 <= n)%N /\ e <= distance l A M (mkseq w n)).
  case: apart; exists n0 => n l le; rewrite ltNge; apply/negP => far; case: none; by exists n, l.
exists (n + l)%N; apply/alarmedP; rewrite size_mkseq; first by rewrite (leq_trans le) // leq_addr.
by exists n; rewrite ?le ?leq_addr // addKn take_mkseq ?leq_addr.
Qed.

(** The second classical principle, which a union of countably many null sets needs. *)
Definition countable_choice := forall (T : Type) (Q : nat -> T -> Prop),
  (forall k, exists E, Q k E) -> exists E, forall k, Q k (E k).

Lemma null_union P (N : nat -> (nat -> X) -> Prop) : countable_choice -> law P -> (forall k, null P (N k)) ->
  null P (fun w => exists k, N k w).
Proof.
move=> choice lP nN d d0; have half k : 0 < d / 2%:R ^+ k.+1 by rewrite divr_gt0 ?exprn_gt0 ?ltr0n.
have [E EP] := choice _ _ (fun k => nN k _ (half k)).
exists (fun L h => has (fun k => E k L h) (iota 0 L)); split=> [L|L h x sh|w [k]].
- apply: (@le_trans _ _ (\sum_(k <- iota 0 L) mass L P (E k L))).
    rewrite /mass /mean; elim: (iota 0 L) => [|k s IH].
      by rewrite big_nil hsum0 // => h _; rewrite mulr0.
    rewrite big_cons; apply: le_trans (ler_add (lexx _) IH); rewrite -hsumD; apply: ler_hsum => h _.
    have [P0 _ _] := lP; rewrite -mulrDr; apply: ler_wpmul2l => //; rewrite -natrD ler_nat /=.
    by case: (E k L h).
  apply: (@le_trans _ _ (\sum_(k <- iota 0 L) d / 2%:R ^+ k.+1)).
    by apply: ler_sum => k _; have [] := EP k.
  have -> : \sum_(k <- iota 0 L) d / 2%:R ^+ k.+1 = d - d / 2%:R ^+ L.
    elim: L => [|L IH]; first by rewrite big_nil expr0 divr1 subrr.
    have t0 : 2%:R ^+ L != 0 :> R by rewrite expf_neq0 ?(eqr_nat R 2 0).
    rewrite -addn1 iotaD big_cat big_seq1 IH add0n addn1 exprS; rewrite [LHS]/=; move: (2%:R ^+ L) t0 => t t0; field.
    by rewrite t0.
  by rewrite ler_subl_addr ler_addl divr_ge0 ?exprn_ge0 ?ler0n // ltW.
- case/hasP=> k; rewrite mem_iota add0n => /andP[_ kL] Ek; apply/hasP; exists k.
    by rewrite mem_iota add0n (leq_trans kL).
  by have [_ grow _] := EP k; apply: grow.
have [_ grow cover] := EP k; move=> /cover[L EL].
have up j : E k (L + j)%N (mkseq w (L + j)%N).
  elim: j => [|j IH]; first by rewrite addn0.
  have -> : mkseq w (L + j.+1)%N = rcons (mkseq w (L + j)%N) (w (L + j)%N).
    by rewrite addnS /mkseq -addn1 iotaD map_cat cats1.
  by rewrite addnS; apply: grow; rewrite ?size_mkseq.
exists (L + k.+1)%N; apply/hasP; exists k; last exact: up.
by rewrite mem_iota add0n leq0n; apply: leq_addl.
Qed.

(** limit of merging/martingale, merging/future-almost-surely.
    The theorem of Blackwell and Dubins: if A << M, then off one null set of paths the distance of the whole future
    tends to 0, uniformly over horizons. *)
Theorem blackwell_dubins_paths A M : excluded_middle -> countable_choice -> Num.archimedean_axiom R -> law A -> law M ->
  absolutely_continuous A M ->
  null A (fun w => ~ forall e, 0 < e -> exists n0, forall n l, (n0 <= n)%N -> distance l A M (mkseq w n) < e).
Proof.
move=> em choice arch lA lM ac; pose u k : R := k.+1%:R^-1; have u0 k : 0 < u k by rewrite invr_gt0 ltr0n.
have nu := null_union choice lA (fun k => blackwell_dubins_almost_surely em arch lA lM ac (u0 k)).
move=> d d0; have [E [mE grow cover]] := nu d d0; exists E; split=> // w apart; apply: cover.
have [//|none] := em (exists k, ~ exists n0, forall n l, (n0 <= n)%N -> distance l A M (mkseq w n) < u k).
case: apart => e e0; have [k lt] := arch e^-1; rewrite ger0_norm in lt; last by rewrite invr_ge0 ltW.
have [[n0 near]|far] := em (exists n0, forall n l, (n0 <= n)%N -> distance l A M (mkseq w n) < u k); last first.
  by case: none; exists k.
exists n0 => n l le; apply: lt_trans (near n l le) _.
rewrite /u -[e]invrK ltf_pinv ?posrE ?ltr0n ?invr_gt0 //; apply: lt_le_trans lt _.
by rewrite ler_nat.
Qed.

End AlmostSurely.

Section ForAllTime.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.

(** limit of merging/almost-surely.
    Off a null set the squares of the one-step distances have a bounded sum. No classical principle is needed. *)
Theorem merging_almost_surely_off_a_null_set (A M : seq X -> R) C : pinsker ln -> law A -> law M -> dominated A M C ->
  null A (fun w => forall t, exists L, t <= \sum_(i < L) next_TV A M (mkseq w i) ^+ 2).
Proof.
move=> pin lA lM dom d d0; have C1 := dominated_ge1 lA lM dom.
have c0 : 0 <= ln C by apply: ln_ge0.
pose t := (ln C + 1) / (2%:R * d); have t0 : 0 < t by rewrite divr_gt0 ?mulr_gt0 ?ltr0n // ltr_paddl ?ltr01.
exists (fun L h => t <= \sum_(i < L) next_TV A M (take i h) ^+ 2); split=> [L|L h x sh|w /(_ t)[L le]].
- apply: le_trans (merging_almost_surely Ln L pin lA lM dom t0) _.
  have -> : ln C / (2%:R * t) = d * (ln C / (ln C + 1)).
    rewrite /t; move: (ln C) c0 => c c0; have c1 : c + 1 != 0 by rewrite gt_eqF // ltr_paddl ?ltr01.
    by field; rewrite c1 gt_eqF.
  rewrite -[X in _ <= X]mulr1; apply: ler_wpmul2l; first exact: ltW.
  by rewrite ler_pdivr_mulr ?ltr_paddl ?ltr01 // mul1r ler_addl ler01.
- move=> le; rewrite big_ord_recr /=; apply: le_trans le _; rewrite -[X in X <= _]addr0.
  apply: ler_add; last exact: sqr_ge0.
  by apply: ler_sum => i _; rewrite -cats1 takel_cat // sh ltnW.
exists L; apply: le_trans le _; apply: ler_sum => i _; by rewrite take_mkseq // ltnW.
Qed.

(** limit of merging/certificate.
    Ville's inequality for all time: Z ever falls to delta with probability at most delta. *)
Theorem merging_certificate_for_all_time (A M : seq X -> R) C delta : law A -> law M -> dominated A M C -> 0 <= delta ->
  outer_le A (fun w => exists n, ratio A M (mkseq w n) <= delta) delta.
Proof.
move=> lA lM dom d0; exists (fun _ => reaches (fun g => ratio A M g <= delta)); split=> [L|L h x _|w [n le]].
- exact: merging_certificate_ville dom d0.
- move=> /hasP[n]; rewrite mem_iota add0n leq0n ltnS /= => nh le; apply/hasP; exists n.
    by rewrite mem_iota add0n leq0n size_rcons ltnS leqW.
  by rewrite -cats1 takel_cat.
exists n; apply/hasP; exists n; first by rewrite mem_iota add0n leq0n size_mkseq ltnS leqnn.
by rewrite take_oversize ?size_mkseq.
Qed.

(** limit of merging/budget-left.
    With probability at least 1 - delta, at no step are more than ln(C/delta) nats left to any horizon. *)
Theorem merging_budget_left_for_all_time (A M : seq X -> R) C delta : law A -> law M -> dominated A M C -> 0 < delta ->
  outer_le A (fun w => exists n l, 0 < A (mkseq w n) /\
    ln (C / delta) < KLn ln l (after A (mkseq w n)) (after M (mkseq w n))) delta.
Proof.
move=> lA lM dom d0; have [E [mE grow cover]] := merging_certificate_for_all_time lA lM dom (ltW d0).
exists E; split=> // w [n [l [a0 lt]]]; apply: cover; exists n; rewrite leNgt; apply: contraL lt => dZ; rewrite -leNgt.
apply: le_trans (merging_budget_left_after Ln l lA lM dom a0) _; have C0 := dominated_gt0 lA lM dom.
have Z0 := lt_trans d0 dZ; apply: (ln_mono Ln); first by rewrite divr_gt0.
by rewrite ler_pmul2l // lef_pinv ?posrE // ltW.
Qed.

End ForAllTime.
