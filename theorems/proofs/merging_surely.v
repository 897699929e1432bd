(** The divergence of the laws of the future along a history: once small on average it seldom becomes large again. No
    dominance is needed. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_certificate merging_budget merging_steady.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Surely.
Variables (R : realFieldType) (ln : R -> R) (X : finType).
Hypothesis Ln : logarithm ln.
Implicit Types (A M : seq X -> R) (h g w f : seq X) (t : R).

(** x >= t, None for infinity. *)
Definition at_least t (x : option R) := if x is Some a then t <= a else true.

(** At some of the next l steps along f, the divergence of the laws of the rest of the future, to the same horizon, is t
    or more. *)
Definition surprise t l A M h f :=
  has (fun m => at_least t (future_KL ln (l - m) A M (h ++ take m f))) (iota 0 l.+1).

Lemma surprise_cons t l A M h x f :
  surprise t l.+1 A M h (x :: f) = at_least t (future_KL ln l.+1 A M h) || surprise t l A M (rcons h x) f.
Proof.
have e2 : iota 0 l.+2 = 0%N :: map (addn 1) (iota 0 l.+1) by rewrite -iotaDl.
rewrite /surprise e2; move: (iota 0 l.+1) => s; rewrite /= has_map subn0 cats0; congr (_ || _); apply: eq_has => m.
by rewrite /= add1n subSS /= cat_rcons.
Qed.

(** What h contributes to the expected divergence of the l steps after it. *)
Definition ahead l A M h := hsum l (fun g => A (h ++ g) * ln (A (h ++ g) / M (h ++ g))) - A h * ln (A h / M h).

Lemma aheadE l A M h : law A -> law M -> dominated_on_histories (size h + l) A M -> 0 < A h ->
  A h * KLn ln l (after A h) (after M h) = ahead l A M h.
Proof.
move=> lA lM dom Ah; have Mh : 0 < M h by apply: dom; rewrite ?leq_addr.
have [A0 _ _] := lA; rewrite /ahead /KLn -[X in _ - X * _](law_cat l h lA) -hsumZ [X in _ - X]mulrC -hsumZ -hsumB.
apply: eq_hsum => g sg; rewrite /after mulrA [A h * _]mulrC divfK ?gt_eqF //.
have [-> |ag] := eqVneq (A (h ++ g)) 0; first by rewrite !(mul0r, mulr0) subrr.
have Ag : 0 < A (h ++ g) by rewrite lt0r ag A0.
have Mg : 0 < M (h ++ g) by apply: dom; rewrite // size_cat sg.
rewrite [X in _ - X]mulrC -mulrBr -(ln_div Ln) ?divr_gt0 //; congr (_ * ln _).
by field; rewrite !gt_eqF.
Qed.

Lemma ahead0 l A M h : law A -> A h = 0 -> ahead l A M h = 0.
Proof. by move=> lA a0; rewrite /ahead a0 mul0r subr0 hsum0 // => g _; rewrite law_prefix0 // mul0r. Qed.

(** An observation takes the divergence of its forecast off. *)
Lemma ahead_step l A M h : law A -> law M -> dominated_on_histories (size h + l.+1) A M ->
  \sum_x ahead l A M (rcons h x) <= ahead l.+1 A M h.
Proof.
move=> lA lM dom; have [[A0 _ Ae] [M0 _ Me]] := (lA, lM); rewrite /ahead sumrB /=; apply: ler_sub.
  by apply: ler_sum => x _; rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_hsum => g _; rewrite cat_rcons.
rewrite Ae Me; apply: (log_sum Ln) => // x m0; apply/eqP; apply: contraTT isT => a0.
have : 0 < M (rcons h x) by apply: dom; rewrite ?size_rcons ?addnS ?ltnS ?leq_addr // lt0r a0 A0.
by rewrite m0 ltxx.
Qed.

Lemma surprise_after t l A M h : law A -> law M -> dominated_on_histories (size h + l) A M -> 0 < t ->
  t * hsum l (fun f => A (h ++ f) * (surprise t l A M h f)%:R) <= ahead l A M h.
Proof.
move=> lA lM; have [A0 _ _] := lA.
have none k h' : A h' = 0 -> forall E : seq X -> bool,
    t * hsum k (fun f => A (h' ++ f) * (E f)%:R) <= ahead k A M h'.
  by move=> a0 E; rewrite ahead0 // hsum0 ?mulr0 // => f _; rewrite law_prefix0 // mul0r.
have now k h' : dominated_on_histories (size h' + k) A M -> 0 < t -> 0 < A h' ->
    at_least t (future_KL ln k A M h') -> forall E : seq X -> bool,
    t * hsum k (fun f => A (h' ++ f) * (E f)%:R) <= ahead k A M h'.
  move=> dom t0 a0; rewrite (future_KL_finite ln lA lM dom a0) /= => le E; rewrite -aheadE // mulrC.
  apply: ler_pmul => //; [by apply: hsum_ge0 => f _; rewrite mulr_ge0 ?ler0n | exact: ltW |].
  rewrite -[X in _ <= X](law_cat k h' lA); apply: ler_hsum => f _.
  by case: (E f); rewrite ?mulr1 ?mulr0.
elim: l h => [|l IH] h dom t0; have := A0 h; rewrite le0r => /orP[/eqP a0|a0]; try exact: none.
  have [le|lt] := boolP (at_least t (future_KL ln 0 A M h)); first exact: now.
  by rewrite /= /surprise /= cats0 (negbTE lt) !mulr0 /ahead /= cats0 subrr.
have [le|lt] := boolP (at_least t (future_KL ln l.+1 A M h)); first exact: now.
apply: le_trans (ahead_step lA lM dom); rewrite /= mulr_sumr; apply: ler_sum => x _.
have -> : hsum l (fun f => A (h ++ x :: f) * (surprise t l.+1 A M h (x :: f))%:R)
  = hsum l (fun f => A (rcons h x ++ f) * (surprise t l A M (rcons h x) f)%:R).
  by apply: eq_hsum => f _; rewrite cat_rcons surprise_cons (negbTE lt).
by apply: IH => //; rewrite size_rcons addSnnS.
Qed.

Lemma expected_ahead n l A M : law A -> law M -> dominated_on_histories (n + l) A M ->
  expected_KL ln n l A M = Some (hsum n (ahead l A M)).
Proof.
move=> lA lM dom; rewrite (expected_KLE Ln lA lM dom) /KLn hsum_cat -hsumB; congr Some; exact: eq_hsum.
Qed.

(** merging/future-almost-surely (always): history-possible-for-operator, history-possible-for-mimic.
    Ville's inequality: the probability that the divergence is t or more at any step from n to the horizon is at most
    1/t times the expected divergence at n, which may be infinite. *)
Theorem merging_future_almost_surely_always n l A M t : law A -> law M -> 0 < t ->
  at_most (Some (t * mean (n + l) A (fun w => (surprise t l A M (take n w) (drop n w))%:R))) (expected_KL ln n l A M).
Proof.
move=> lA lM t0; case e : (expected_KL ln n l A M) => [b|] //.
have dom : dominated_on_histories (n + l) A M by apply: (expected_KL_dominated (ln := ln)); rewrite // e.
move: e; rewrite expected_ahead // => -[<-] /=; rewrite /mean hsum_cat -hsumZ; apply: ler_hsum => h sh.
rewrite (@eq_hsum _ _ l _ (fun f => A (h ++ f) * (surprise t l A M h f)%:R)) => [|f _].
  by apply: surprise_after; rewrite // sh.
by rewrite -sh take_size_cat // drop_size_cat.
Qed.

(** The sum, infinite where one of the two is. *)
Definition sum_of (x y : option R) := if (x, y) is (Some a, Some b) then Some (a + b) else None.

Lemma future_KL_nil l A M : law A -> law M -> dominated_on_histories l A M ->
  future_KL ln l A M [::] = Some (KLn ln l A M).
Proof.
move=> lA lM dom; have [[_ A1 _] [_ M1 _]] := (lA, lM).
rewrite future_KL_finite ?A1 ?ltr01 //; congr Some; apply: eq_hsum => g _.
by rewrite /after A1 M1 !divr1.
Qed.

(** merging/future-almost-surely (chain): history-possible-for-operator, history-possible-for-mimic.
    The divergence of the first n outcomes and the expected one of those after them add up to that of all. *)
Theorem merging_future_almost_surely_chain n l A M : law A -> law M ->
  sum_of (future_KL ln n A M [::]) (expected_KL ln n l A M) = future_KL ln (n + l) A M [::].
Proof.
move=> lA lM; have whole k : future_KL ln k A M [::] -> dominated_on_histories k A M.
  move=> fin; rewrite -[k]add0n; apply: (expected_KL_dominated (ln := ln)) => //.
  rewrite /expected_KL ifT //; apply/forallP => h; rewrite tuple0 /= fin.
  exact: implybT.
have finite : dominated_on_histories (n + l) A M ->
    sum_of (future_KL ln n A M [::]) (expected_KL ln n l A M) = future_KL ln (n + l) A M [::].
  move=> dom; rewrite (expected_KLE Ln lA lM dom) !future_KL_nil //=; first by congr Some; rewrite addrC subrK.
  by move=> h sh; apply: dom; apply: leq_trans sh (leq_addr _ _).
case e : (expected_KL ln n l A M) => [b|].
  by rewrite -e; apply: finite; apply: (expected_KL_dominated (ln := ln)); rewrite // e.
case e' : (future_KL ln (n + l) A M [::]) => [b|]; last by case: (future_KL _ _ _ _ _).
by rewrite -e -e'; apply: finite; apply: whole; rewrite e'.
Qed.

End Surely.
