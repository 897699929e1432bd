(** A << M by null sets of paths: the e-d form of blackwell_dubins.v says the same as "what is null under M is null
    under A".

    One direction is null_continuous. For the other, suppose that events E_k have M(E_k) <= 2^-(k+1) and A(E_k) > e. The
    paths that are in infinitely many of them are null under M (Borel-Cantelli). If they were null under A, open events G
    of probability at most e/2 would cover them. But finitely many of the E_k have nearly all of the mass that all later
    ones together have. So, level by level, some history is outside of G and in one of E_n, E_n+1, ... for each n; and
    by compactness (Konig's lemma) a path is. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude log merging merging_future blackwell_dubins blackwell_dubins_paths.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma mkseq_rcons (X : Type) (w : nat -> X) n : mkseq w n.+1 = rcons (mkseq w n) (w n).
Proof. by rewrite /mkseq -addn1 iotaD map_cat cats1. Qed.

Section Konig.
Variables (X : finType) (T : pred (seq X)).
Hypotheses (em : excluded_middle) (choice : countable_choice).
Hypothesis closed : forall h x, T (rcons h x) -> T h.
Hypothesis deep : forall l, exists2 h, size h = l & T h.

Lemma closed_cat h g : T (h ++ g) -> T h.
Proof. by elim/last_ind: g => [|g x IH]; rewrite ?cats0 // -rcons_cat => /closed/IH. Qed.

(** Whether the tree above h is infinite. *)
Definition goes_on h := forall l, exists2 g, size g = l & T (h ++ g).

Lemma goes_on_step h : goes_on h -> exists x, goes_on (rcons h x).
Proof.
move=> on; have [//|none] := em (exists x, goes_on (rcons h x)).
have ends (s : seq X) : exists l, forall x, x \in s -> forall g, T (rcons h x ++ g) -> (size g < l)%N.
  elim: s => [|x s [l le]]; first by exists 0%N.
  have [[k stop]|never] := em (exists k, forall g, T (rcons h x ++ g) -> (size g < k)%N).
    by exists (maxn k l) => y; rewrite inE => /orP[/eqP -> g /stop lt|ys g /(le _ ys) lt]; rewrite leq_max lt ?orbT.
  case: none; exists x => k; have [//|no] := em (exists2 g, size g = k & T (rcons h x ++ g)).
  case: never; exists k => g Tg; rewrite ltnNge; apply/negP => kg; case: no; exists (take k g).
    by rewrite size_takel.
  by apply: (@closed_cat _ (drop k g)); rewrite -catA cat_take_drop.
have [l le] := ends (enum X); have [[|x g] sg Tg] := on l.+1; first by [].
by move: Tg; rewrite -cat_rcons => /(le _ (mem_enum _ x)); move: sg => [->]; rewrite ltnn.
Qed.

Lemma konig : exists w : nat -> X, forall n, T (mkseq w n).
Proof.
have root : goes_on [::] by move=> l; apply: deep.
have [x0 _] := goes_on_step root.
have [f fP] : exists f : nat -> X, forall k h, unpickle k = Some h -> goes_on h -> goes_on (rcons h (f k)).
  apply: (choice (Q := fun k x => forall h, unpickle k = Some h -> goes_on h -> goes_on (rcons h x))) => k.
  case e: (unpickle k) => [h|]; last by exists x0.
  have [on|not] := em (goes_on h); last by exists x0 => g [<-].
  by have [x ox] := goes_on_step on; exists x => g [<-].
pose pre n := iter n (fun h => rcons h (f (pickle h))) [::].
exists (fun n => f (pickle (pre n))) => n.
have -> : mkseq (fun n => f (pickle (pre n))) n = pre n.
  by elim: n => // n IH; rewrite mkseq_rcons IH.
have on m : goes_on (pre m) by elim: m => //= m IH; apply: fP => //; apply: pickleK.
by have [g /size0nil -> ] := on n 0%N; rewrite cats0.
Qed.

End Konig.

Section Masses.
Variables (R : realFieldType) (X : finType) (P : seq X -> R) (L : nat).
Hypothesis lP : law P.
Implicit Types (E F : pred (seq X)) (D : nat -> pred (seq X)).

Lemma mass_cover E F D s : (forall h, size h = L -> E h -> F h || has (fun n => D n h) s) ->
  mass L P E <= mass L P F + \sum_(n <- s) mass L P (D n).
Proof.
elim: s F => [|n s IH] F cover.
  by rewrite big_nil addr0; apply: mass_sub => // h sh /(cover h sh); rewrite orbF.
rewrite big_cons addrA; apply: le_trans (IH (fun h => F h || D n h) _) _ => [h sh /(cover h sh)|].
  by rewrite /= orbA.
rewrite ler_add2r /mass /mean -hsumD; apply: ler_hsum => h _; rewrite -mulrDr -natrD; have [P0 _ _] := lP.
by apply: ler_wpmul2l => //; rewrite ler_nat; case: (F h); case: (D n h).
Qed.

Lemma mass_apart E F G : (forall h, size h = L -> E h -> G h && ~~ F h) -> (forall h, size h = L -> F h -> G h) ->
  mass L P E <= mass L P G - mass L P F.
Proof.
move=> EG FG; rewrite ler_subr_addr /mass /mean -hsumD; apply: ler_hsum => h sh; rewrite -mulrDr -natrD.
have [P0 _ _] := lP; apply: ler_wpmul2l => //; rewrite ler_nat.
by move: (EG h sh) (FG h sh); case: (E h) => [/(_ isT)/andP[-> /negPf ->] //|_]; case: (F h) => [/(_ isT) -> |].
Qed.

End Masses.

Section Null.
Variables (R : realFieldType) (X : finType) (A M : seq X -> R).
Hypotheses (em : excluded_middle) (choice : countable_choice) (arch : Num.archimedean_axiom R).
Hypotheses (lA : law A) (lM : law M).

Lemma halves n m : \sum_(k <- iota n m) 2%:R^-1 ^+ k.+1 = 2%:R^-1 ^+ n - 2%:R^-1 ^+ (n + m) :> R.
Proof.
elim: m => [|m IH]; first by rewrite big_nil addn0 subrr.
rewrite -addn1 iotaD big_cat big_seq1 IH addnA addn1 exprS; move: (_ ^+ (n + m)) (_ ^+ n) => t u; rewrite [LHS]/=.
by field.
Qed.

(** Events E_k, the k-th of the first l_k outcomes. *)
Section Events.
Variables (l : nat -> nat) (E : nat -> pred (seq X)).

(** The k-th has happened, and one of the m from the n-th on has; infinitely many happen. *)
Definition happened k : pred (seq X) := fun h => (l k <= size h)%N && E k (take (l k) h).
Definition some_happened n m : pred (seq X) := fun h => has (fun k => happened k h) (iota n m).
Definition infinitely_many (w : nat -> X) := forall n, exists2 k, (n <= k)%N & E k (mkseq w (l k)).

Lemma happened_cat k h g : (l k <= size h)%N -> happened k (h ++ g) = happened k h.
Proof. by move=> le; rewrite /happened size_cat takel_cat // le (leq_trans le) ?leq_addr. Qed.

Lemma happened_mass (P : seq X -> R) k L : law P -> (l k <= L)%N -> mass L P (happened k) = mass (l k) P (E k).
Proof.
move=> lP le; rewrite -(mass_take (l k) (L - l k) (E k) lP) subnKC //; apply: eq_hsum => h sh.
by rewrite /happened sh le.
Qed.

Lemma happened_mass_le (P : seq X -> R) k L : law P -> mass L P (happened k) <= mass (l k) P (E k).
Proof.
move=> lP; have [le|lt] := leqP (l k) L; first by rewrite happened_mass.
rewrite /mass [X in X <= _]/mean hsum0 ?mass_ge0 // => h sh.
by rewrite /happened sh leqNgt lt mulr0.
Qed.

(** A horizon by which the first m are decided. *)
Definition decided_by m := (\sum_(k < m) l k)%N.

Lemma decided_le k m : (k < m)%N -> (l k <= decided_by m)%N.
Proof. by move=> km; rewrite /decided_by (bigD1 (Ordinal km)) //= leq_addr. Qed.

Lemma decided_mono m n : (m <= n)%N -> (decided_by m <= decided_by n)%N.
Proof.
move=> /subnK <-; elim: (n - m)%N => // k IH; rewrite addSn; apply: leq_trans IH _.
by rewrite {2}/decided_by big_ord_recr leq_addr.
Qed.

Lemma some_cat n m h g : (decided_by (n + m) <= size h)%N -> some_happened n m (h ++ g) = some_happened n m h.
Proof.
move=> le; apply: eq_in_has => k; rewrite mem_iota => /andP[_ km].
by apply/happened_cat/(leq_trans (decided_le km)).
Qed.

Lemma some_mass (P : seq X -> R) n m L : law P -> (decided_by (n + m) <= L)%N ->
  mass L P (some_happened n m) = mass (decided_by (n + m)) P (some_happened n m).
Proof.
move=> lP le; rewrite -(mass_take (decided_by (n + m)) (L - decided_by (n + m)) (some_happened n m) lP) subnKC //.
apply: eq_hsum => h sh; congr (_ * (nat_of_bool _)%:R); rewrite -{1}(cat_take_drop (decided_by (n + m)) h).
by rewrite some_cat // size_takel // sh.
Qed.

(** Borel and Cantelli. *)
Lemma borel_cantelli (P : seq X -> R) : law P -> (forall k, mass (l k) P (E k) <= 2%:R^-1 ^+ k.+1) -> null P infinitely_many.
Proof.
move=> lP small d d0; have [n lt] := arch d^-1; rewrite ger0_norm ?invr_ge0 ?(ltW d0) // in lt.
exists (fun L => some_happened n L); split=> [L|L h x sh|w inf].
- apply: le_trans (mass_cover lP (F := pred0) (D := happened) (s := iota n L) _) _ => //.
  rewrite {1}/mass {1}/mean hsum0 ?add0r => [|h _]; last by rewrite mulr0.
  apply: (@le_trans _ _ (\sum_(k <- iota n L) 2%:R^-1 ^+ k.+1)).
    by apply: ler_sum => k _; apply: le_trans (happened_mass_le _ _ lP) (small k).
  rewrite halves ler_subl_addr -[X in X <= _]addr0; apply: ler_add; last by rewrite exprn_ge0 // invr_ge0 ler0n.
  rewrite exprVn -[d]invrK lef_pinv ?posrE ?exprn_gt0 ?ltr0n ?invr_gt0 //; apply: le_trans (ltW lt) _.
  by rewrite -natrX ler_nat ltnW // ltn_expl.
- move=> /hasP[k]; rewrite mem_iota => /andP[nk kL] hap; apply/hasP; exists k.
    by rewrite mem_iota nk (leq_trans kL) // leq_add2l.
  by rewrite -cats1 happened_cat //; case/andP: hap.
have [k nk Ek] := inf n; exists (k.+1 + l k)%N; apply/hasP; exists k.
  by rewrite mem_iota nk (leq_trans _ (leq_addl _ _)) // leq_addr.
by rewrite /happened size_mkseq leq_addl take_mkseq // leq_addl.
Qed.

(** If each has probability above e, what happens infinitely often is not null. *)
Lemma infinitely_many_not_null e : 0 < e -> (forall k, e < mass (l k) A (E k)) -> ~ null A infinitely_many.
Proof.
move=> e0 large nA; have e2 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [G [mG grow cover]] := nA _ e2; pose r n := e / 4%:R * 2%:R^-1 ^+ n.+1.
have r0 n : 0 < r n by rewrite mulr_gt0 ?divr_gt0 ?exprn_gt0 ?invr_gt0 ?ltr0n.
pose u n m := mass (decided_by (n + m)) A (some_happened n m).
have [c cP] : exists c : nat -> nat, forall n m, u n (c n + m)%N - u n (c n) <= r n.
  apply: (choice (Q := fun n c => forall m, u n (c + m)%N - u n c <= r n)) => n.
  have [//|none] := em (exists c, forall m, u n (c + m)%N - u n c <= r n).
  case: (bounded_settles (s := u n) (bound := 1) (d := r n)) => // [m|m|c]; first exact: mass_ge0.
    exact: mass_le1.
  have [//|no] := em (exists m, r n < u n (c + m)%N - u n c).
  by case: none; exists c => m; rewrite leNgt; apply/negP => lt; case: no; exists m.
pose H n := decided_by (n + c n).
pose T h := ~~ G (size h) h && all (fun n => (H n <= size h)%N ==> some_happened n (c n) h) (iota 0 (size h)).
have outside h g : G (size h) h -> G (size (h ++ g)) (h ++ g).
  elim/last_ind: g => [|g x IH]; first by rewrite cats0.
  by move=> /IH; rewrite -rcons_cat size_rcons; apply: grow.
have closed h g : T (h ++ g) -> T h.
  move=> /andP[out /allP all_n]; apply/andP; split; first by apply: contraNN out; apply: outside.
  apply/allP => n; rewrite mem_iota => /= nh; apply/implyP => le; have := all_n n.
  by rewrite mem_iota size_cat /= (leq_trans nh) ?leq_addr // (leq_trans le) ?leq_addr //= some_cat // => ->.
have [w wT] : exists w : nat -> X, forall n, T (mkseq w n).
  apply: konig => // [h x|q]; first by rewrite -cats1; apply: closed.
  pose N := (\sum_(n < q) (n + (c n + q.+1)) + q.+1)%N; pose B := (q + decided_by N)%N.
  have inN n : (n < q)%N -> (n + (c n + q.+1) <= N)%N.
    by move=> nq; rewrite /N (bigD1 (Ordinal nq)) //= -addnA leq_addr.
  have inB m : (m <= N)%N -> (decided_by m <= B)%N by move=> mN; rewrite (leq_trans (decided_mono mN)) // leq_addl.
  pose good h := ~~ G B h && all (fun n => some_happened n (c n) h) (iota 0 q).
  suff [h sh /andP[out all_n]] : exists2 h, size h = B & good h.
    exists (take q h); first by rewrite size_takel // sh leq_addr.
    apply: (@closed _ [::]); rewrite cats0; apply/andP; rewrite size_takel ?sh ?leq_addr //; split.
      apply: contraNN out => Gq; have := @outside (take q h) (drop q h).
      by rewrite cat_take_drop size_takel ?sh ?leq_addr //; apply.
    apply/allP => n nq; apply/implyP => le; have /allP/(_ n nq) := all_n.
    by rewrite -{1}(cat_take_drop q h) some_cat // size_takel ?sh ?leq_addr.
  have [//|none] := em (exists2 h, size h = B & good h).
  have bad h : size h = B -> ~~ good h by move=> sh; apply/negP => gh; case: none; exists h.
  have := large q; rewrite -(happened_mass (L := B)) //; last first.
    by rewrite (leq_trans (decided_le (ltnSn q))) // inB // leq_addl.
  pose D n : pred (seq X) := fun h => happened q h && ~~ some_happened n (c n) h.
  have cover_q h : size h = B -> happened q h -> G B h || has (fun n => D n h) (iota 0 q).
    move=> sh hq; have := bad h sh; rewrite negb_and negbK => /orP[-> //|].
    rewrite -has_predC => /hasP[n nq not]; apply/orP; right; apply/hasP; exists n => //.
    by rewrite /D hq.
  rewrite ltNge => /negP[]; apply: le_trans (mass_cover lA cover_q) _.
  apply: (@le_trans _ _ (e / 2%:R + e / 4%:R * \sum_(n <- iota 0 q) 2%:R^-1 ^+ n.+1)).
    apply: ler_add (mG B) _; rewrite mulr_sumr big_seq [X in _ <= X]big_seq; apply: ler_sum => n.
    rewrite mem_iota add0n => nq; apply: le_trans (cP n q.+1); rewrite /u.
    have le1 : (n + c n <= N)%N by rewrite (leq_trans _ (inN n nq)) // addnA leq_addr.
    rewrite -(some_mass lA (inB _ (inN n nq))) -(some_mass lA (inB _ le1)).
    apply: mass_apart => // h sh.
      move=> /andP[hq ->]; rewrite andbT; apply/hasP; exists q => //.
      by rewrite mem_iota (ltnW nq) addnA leq_addl.
    by rewrite /some_happened iotaD has_cat => ->.
  rewrite halves expr0 add0n; have t0 : 0 <= 2%:R^-1 ^+ q :> R by rewrite exprn_ge0 // invr_ge0 ler0n.
  rewrite -subr_ge0; have -> : e - (e / 2%:R + e / 4%:R * (1 - 2%:R^-1 ^+ q)) = e / 4%:R * (1 + 2%:R^-1 ^+ q).
    by move: (_ ^+ q) => t; field.
  by rewrite mulr_ge0 ?addr_ge0 ?ler01 // divr_ge0 ?ler0n // ltW.
have wN : infinitely_many w.
  move=> n; pose m := (n.+1 + H n)%N; have /andP[_ /allP/(_ n)] := wT m.
  rewrite size_mkseq mem_iota /= leq_addr leq_addl /= => /(_ isT)/hasP[k]; rewrite mem_iota => /andP[nk kn].
  have le : (l k <= m)%N by rewrite (leq_trans (decided_le kn)) // leq_addl.
  by rewrite /happened size_mkseq le take_mkseq // => Ek; exists k.
by have [m Gm] := cover w wN; have := wT m; rewrite /T size_mkseq Gm.
Qed.

End Events.

(** limit of merging/necessary.
    If every set of paths that is null under M is null under A, then A << M in the e-d form. *)
Theorem continuous_of_null : (forall N, null M N -> null A N) -> absolutely_continuous A M.
Proof.
move=> null_null e e0.
have [//|none] := em (exists2 d, 0 < d & forall L (E : pred (seq X)), mass L M E <= d -> mass L A E <= e).
have [lE lEP] : exists lE : nat -> nat * pred (seq X), forall k,
    mass (lE k).1 M (lE k).2 <= 2%:R^-1 ^+ k.+1 /\ e < mass (lE k).1 A (lE k).2.
  apply: (choice (Q := fun k (lE : nat * pred (seq X)) =>
    mass lE.1 M lE.2 <= 2%:R^-1 ^+ k.+1 /\ e < mass lE.1 A lE.2)) => k.
  have [//|no] := em (exists lE : nat * pred (seq X), mass lE.1 M lE.2 <= 2%:R^-1 ^+ k.+1 /\ e < mass lE.1 A lE.2).
  case: none; exists (2%:R^-1 ^+ k.+1) => [|L E small]; first by rewrite exprn_gt0 // invr_gt0 ltr0n.
  by rewrite leNgt; apply/negP => lt; case: no; exists (L, E).
have := @infinitely_many_not_null (fun k => (lE k).1) (fun k => (lE k).2) e e0 (fun k => (lEP k).2).
by case; apply/null_null/borel_cantelli => // k; case: (lEP k).
Qed.

(** limit of merging/martingale, merging/finite-dominance, merging/necessary.
    The forecasts of the whole future merge if and only if every set of paths that is null under M is null under A. *)
Theorem blackwell_dubins_null : merges A M <-> forall N, null M N -> null A N.
Proof.
rewrite (blackwell_dubins_iff em arch lA lM); split=> [ac N|]; [exact: null_continuous ac | exact: continuous_of_null].
Qed.

End Null.
