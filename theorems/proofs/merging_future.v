(** The distance of the laws of the future along a history: once small it seldom becomes large again. No dominance is
    needed. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude merging.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Future.
Variables (R : realFieldType) (X : finType).
Implicit Types (A M P : seq X -> R) (h g w f : seq X) (e d r : R).

Lemma distance_ge0 l A M h : 0 <= distance l A M h.
Proof. by rewrite /distance; case: ifP => _; rewrite ?ler01 // TVn_tuple TV_ge0. Qed.

(** For any r, h contributes to the expected distance at most the total of |A - r M| over its continuations. *)
Lemma distance_from l A M h r : law A -> law M ->
  A h * distance l A M h <= hsum l (fun g => `|A (h ++ g) - r * M (h ++ g)|).
Proof.
move=> lA lM; rewrite distanceE //; case: eqVneq => m0.
  rewrite -(law_cat l h lA); apply: ler_hsum => g _.
  by rewrite (law_prefix0 _ lM m0) mulr0 subr0 ler_norm.
set z := ratio A M h; rewrite -[X in _ <= X]half2; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
apply: (@le_trans _ _ (hsum l (fun g => `|A (h ++ g) - r * M (h ++ g)|) + hsum l (fun g => `|r - z| * M (h ++ g)))).
  rewrite -hsumD; apply: ler_hsum => g _; have [M0 _ _] := lM.
  rewrite -{3}[M (h ++ g)]ger0_norm // -normrM; apply: le_trans _ (ler_norm_add _ _).
  by rewrite le_eqVlt; apply/orP; left; apply/eqP; congr `|_|; ring.
rewrite ler_add2l hsumZ (law_cat l h lM); have [M0 _ _] := lM.
have -> : `|r - z| * M h = `|hsum l (fun g => A (h ++ g) - r * M (h ++ g))|.
  by rewrite hsumB hsumZ !law_cat // -{1}[M h]ger0_norm // -normrM mulrBl distrC /z /ratio divfK.
exact: ler_hsum_norm.
Qed.

(** At some of the next l steps along f, the laws of the rest of the future, to the same horizon, are e or more
    apart. *)
Definition alarm e l A M h f := has (fun m => e <= distance (l - m) A M (h ++ take m f)) (iota 0 l.+1).

Lemma alarm_cons e l A M h x f :
  alarm e l.+1 A M h (x :: f) = (e <= distance l.+1 A M h) || alarm e l A M (rcons h x) f.
Proof.
have e2 : iota 0 l.+2 = 0%N :: map (addn 1) (iota 0 l.+1) by rewrite -iotaDl.
rewrite /alarm e2; move: (iota 0 l.+1) => s; rewrite /= has_map subn0 cats0; congr (_ || _); apply: eq_has => m.
by rewrite /= add1n subSS /= cat_rcons.
Qed.

Lemma alarm_after e l A M h r : law A -> law M -> 0 <= e ->
  e * hsum l (fun f => A (h ++ f) * (alarm e l A M h f)%:R) <= hsum l (fun f => `|A (h ++ f) - r * M (h ++ f)|).
Proof.
move=> lA lM e0; have [A0 _ _] := lA.
have now k h' : e <= distance k A M h' -> forall E : seq X -> bool,
  e * hsum k (fun f => A (h' ++ f) * (E f)%:R) <= hsum k (fun f => `|A (h' ++ f) - r * M (h' ++ f)|).
  move=> le E; apply: le_trans (distance_from k h' r lA lM); rewrite mulrC; apply: ler_pmul => //.
    by apply: hsum_ge0 => f _; rewrite mulr_ge0 ?ler0n.
  rewrite -[X in _ <= X](law_cat k h' lA); apply: ler_hsum => f _.
  by case: (E f); rewrite ?mulr1 ?mulr0.
elim: l h => [|l IH] h.
  have [le|lt] := boolP (e <= distance 0 A M h); first exact: now.
  by rewrite /= /alarm /= cats0 (negbTE lt) !mulr0 normr_ge0.
have [le|lt] := boolP (e <= distance l.+1 A M h); first exact: now.
rewrite /= mulr_sumr; apply: ler_sum => x _.
have -> : hsum l (fun f => A (h ++ x :: f) * (alarm e l.+1 A M h (x :: f))%:R)
  = hsum l (fun f => A (rcons h x ++ f) * (alarm e l A M (rcons h x) f)%:R).
  by apply: eq_hsum => f _; rewrite cat_rcons alarm_cons (negbTE lt).
have -> : hsum l (fun f => `|A (h ++ x :: f) - r * M (h ++ x :: f)|)
  = hsum l (fun f => `|A (rcons h x ++ f) - r * M (rcons h x ++ f)|).
  by apply: eq_hsum => f _; rewrite cat_rcons.
exact: IH.
Qed.

(** A bound for each history, whatever r, bounds twice the expected distance. *)
Lemma twice_distance n l A M (F : seq X -> R) : law A -> law M ->
  (forall h r, F h <= hsum l (fun g => `|A (h ++ g) - r * M (h ++ g)|)) ->
  hsum n F <= 2%:R * expected_distance n l A M.
Proof.
move=> lA lM le; have [A0 _ _] := lA; rewrite /expected_distance /mean -hsumZ; apply: ler_hsum => h _.
rewrite distanceE //; case: eqVneq => m0; last first.
  by rewrite mulrA mulfV ?pnatr_eq0 // mul1r.
apply: le_trans (le h 0) _; rewrite (@eq_hsum _ _ _ _ (fun g => A (h ++ g))) => [|g _]; last first.
  by rewrite mul0r subr0 ger0_norm.
by rewrite law_cat // mulr_natl mulr2n ler_addl.
Qed.

(** merging/always (maximum): history-possible-for-operator, history-possible-for-mimic.
    Doob's maximal inequality: the probability that the distance is e or more at any step from n to the horizon is at
    most 2/e times the expected distance at n. *)
Theorem merging_always_maximum n l A M e : law A -> law M -> 0 <= e ->
  e * mean (n + l) A (fun w => (alarm e l A M (take n w) (drop n w))%:R) <= 2%:R * expected_distance n l A M.
Proof.
move=> lA lM e0; rewrite /mean hsum_cat -hsumZ.
have -> : hsum n (fun h => e * hsum l (fun g => A (h ++ g) * (alarm e l A M (take n (h ++ g)) (drop n (h ++ g)))%:R))
  = hsum n (fun h => e * hsum l (fun g => A (h ++ g) * (alarm e l A M h g)%:R)).
  by apply: eq_hsum => h sh; congr (_ * _); apply: eq_hsum => g _; rewrite -sh take_size_cat // drop_size_cat.
by apply: twice_distance => // h r; apply: alarm_after.
Qed.

(** What h contributes to the expected distance where the operator stops, at the latest after l steps. *)
Fixpoint stopped (stop : pred (seq X)) l A M h :=
  if l is l'.+1 then if stop h then A h * distance l A M h else \sum_x stopped stop l' A M (rcons h x)
  else A h * distance 0 A M h.

Lemma stopped_from stop l A M h r : law A -> law M ->
  stopped stop l A M h <= hsum l (fun g => `|A (h ++ g) - r * M (h ++ g)|).
Proof.
move=> lA lM; elim: l h => [|l IH] h; first exact: distance_from.
rewrite /stopped -/stopped; case: ifP => _; first exact: distance_from.
rewrite /=; apply: ler_sum => x _; apply: le_trans (IH _) _; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by apply: eq_hsum => g _; rewrite cat_rcons.
Qed.

(** merging/always (stopped): history-possible-for-operator, history-possible-for-mimic.
    The expected distance at any stopping time from n to the horizon is at most twice that at n. *)
Theorem merging_always_stopped stop n l A M : law A -> law M ->
  hsum n (stopped stop l A M) <= 2%:R * expected_distance n l A M.
Proof. by move=> lA lM; apply: twice_distance => // h r; apply: stopped_from. Qed.

(** merging/doubling: history-possible-for-operator, history-possible-for-mimic.
    The expected distance at any later step is at most twice that at n, to the same horizon. *)
Theorem merging_doubling n k l A M : law A -> law M ->
  expected_distance (n + k) l A M <= 2%:R * expected_distance n (k + l) A M.
Proof.
move=> lA lM; rewrite {1}/expected_distance /mean hsum_cat; apply: twice_distance => // h r.
rewrite hsum_cat; apply: ler_hsum => g _; apply: le_trans (distance_from l (h ++ g) r lA lM) _.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_hsum => f _; rewrite catA.
Qed.

(** merging/necessary: history-possible-for-operator, history-possible-for-mimic.
    An event that A finds likely and M does not keeps the expected distance up, after any n outcomes. *)
Theorem merging_necessary n l A M B (E : pred (seq X)) : law A -> law M ->
  (forall h, size h = n -> 0 < M h -> ratio A M h <= B) ->
  mean (n + l) A (fun w => (E w)%:R) - B * mean (n + l) M (fun w => (E w)%:R) <= expected_distance n l A M.
Proof.
move=> lA lM le; have [[A0 _ _] [M0 _ _]] := (lA, lM).
rewrite /mean -hsumZ -hsumB hsum_cat; apply: ler_hsum => h sh; rewrite distanceE //; case: eqVneq => m0.
  rewrite -(law_cat l h lA); apply: ler_hsum => g _; rewrite (law_prefix0 _ lM m0) mul0r mulr0 subr0.
  by case: (E _); rewrite ?mulr1 ?mulr0.
have Mh : 0 < M h by rewrite lt0r m0 M0.
set f := fun g => A (h ++ g) - ratio A M h * M (h ++ g).
apply: (@le_trans _ _ (hsum l (fun g => 2%:R^-1 * (`|f g| + f g)))).
  apply: ler_hsum => g _; apply: (@le_trans _ _ (f g * (E (h ++ g))%:R)).
    rewrite /f mulrBl ler_add2l ler_opp2 mulrA; apply: ler_wpmul2r; first exact: ler0n.
    by apply: ler_wpmul2r => //; apply: le.
  case: (E _); rewrite ?mulr1 ?mulr0 -[X in X <= _]half2; apply: ler_wpmul2l; rewrite ?invr_ge0 ?ler0n //.
    by rewrite ler_add2r ler_norm.
  by rewrite addr0 -ler_subl_addr sub0r -normrN ler_norm.
rewrite hsumZ hsumD {2}/f hsumB hsumZ !law_cat // /ratio divfK // subrr addr0.
exact: lexx.
Qed.

(** The distance does not fall as the horizon grows. *)
Lemma distance_horizon l A M h : law A -> law M -> distance l A M h <= distance l.+1 A M h.
Proof.
move=> lA lM; rewrite /distance; case: eqVneq => // m0; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
rewrite hsumSr; apply: ler_hsum => g _; have [_ _ Ae] := lA; have [_ _ Me] := lM.
rewrite /after Ae Me !mulr_suml -sumrB; apply: le_trans (ler_norm_sum _ _ _) _.
by apply: ler_sum => x _; rewrite !rcons_cat.
Qed.

(** At some step of h from n on, the laws of the future to the end of h were e or more apart. *)
Definition alarmed e n A M h := (n <= size h)%N && alarm e (size h - n) A M (take n h) (drop n h).

Lemma alarmedP e n A M h : (n <= size h)%N ->
  reflect (exists2 m, (n <= m <= size h)%N & e <= distance (size h - m) A M (take m h)) (alarmed e n A M h).
Proof.
move=> nh; rewrite /alarmed nh /alarm; apply: (iffP hasP) => [[m]|[m /andP[nm mh] le]].
  rewrite mem_iota add0n leq0n ltnS /= => mh le; exists (n + m)%N; first by rewrite leq_addr -leq_subRL.
  by rewrite subnDA takeD.
exists (m - n)%N; first by rewrite mem_iota add0n leq0n ltnS leq_sub2r.
by rewrite subnBA // addnC subnKC // -takeD subnKC.
Qed.

Lemma alarmed_grows e n A M h x : law A -> law M -> alarmed e n A M h -> alarmed e n A M (rcons h x).
Proof.
move=> lA lM al; have nh : (n <= size h)%N by case/andP: al.
move: al => /(alarmedP _ _ _ nh)[m /andP[nm mh] le]; apply/alarmedP; first by rewrite size_rcons leqW.
exists m; first by rewrite nm size_rcons leqW.
by rewrite size_rcons subSn // -cats1 takel_cat //; apply: le_trans le (distance_horizon _ _ lA lM).
Qed.

End Future.
