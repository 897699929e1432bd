(** Common support: priors over independent draws are dominated if and only if the mimic has every emission law. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mimics Require Import prelude sources merging merging_converse.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Support.
Variables (R : realFieldType) (X S : finType).
Variables (a m : S -> R) (K : S -> seq X -> R) (theta : S -> X -> R).
Implicit Types (h g : seq X) (i j s : S).
Local Notation A := (mixture a K).
Local Notation M := (mixture m K).
Local Notation unshared := (unshared a m theta).

(** Two sources with the same emission law. *)
Definition same i j := [forall x, theta i x == theta j x].

(** The weight that a prior gives to the emission law of i. *)
Definition law_weight (n : S -> R) i := \sum_(j | same i j) n j.

Definition laws_shared := forall i, a i != 0 -> exists2 j, m j != 0 & theta i =1 theta j.
Definition laws_unshared := exists i, unshared i.

(** The largest ratio of weights over the laws to which the mimic gives weight. *)
Definition law_constant := \big[Num.max/0]_(i | 0 < law_weight m i) (law_weight a i / law_weight m i).

(** The emission laws that only the operator has, and those of the mimic, each once. *)
Definition own_laws := undup [seq [ffun x => theta i x] | i <- enum S & unshared i].
Definition mimic_laws := undup [seq [ffun x => theta j x] | j <- enum S & m j != 0].

Definition law_overlap L := \sum_(p <- own_laws) \sum_(q <- mimic_laws) (1 - TV p q ^+ 2) ^+ L./2.

(** The history is likelier under some law that only the operator has than under each of the mimic's. *)
Definition likelier_unshared h :=
  [exists i, unshared i && [forall j, (m j != 0) ==> (draws (theta j) h < draws (theta i) h)]].

Lemma sameP i j : reflect (theta i =1 theta j) (same i j).
Proof. by apply: (iffP forallP) => e x; apply/eqP; apply: e. Qed.

Lemma same_sym i j : same i j = same j i.
Proof. by apply/sameP/sameP => e x; rewrite e. Qed.

Lemma same_weight (n : S -> R) i j : same i j -> law_weight n i = law_weight n j.
Proof.
move=> /sameP e; apply: eq_bigl => s; apply/sameP/sameP => f x; [by rewrite -e | by rewrite e].
Qed.

Section Proof.
Hypotheses (fa : forecast a) (fm : forecast m) (lK : forall s, law (K s)) (ind : independent_draws a m K theta).

Lemma mixture_draws (n : S -> R) h : (forall s, n s != 0 -> a s != 0 \/ m s != 0) ->
  mixture n K h = \sum_s n s * draws (theta s) h.
Proof.
move=> w; apply: eq_bigr => s _; have [-> |ns] := eqVneq (n s) 0; first by rewrite !mul0r.
by rewrite ind //; apply: w.
Qed.

Lemma mimic_weight j : m j != 0 -> 0 < law_weight m j.
Proof.
move=> mj; have [m0 _] := fm; rewrite /law_weight (bigD1 j) /=; last exact/sameP.
by rewrite ltr_paddr ?sumr_ge0 // lt0r mj m0.
Qed.

Lemma law_constant_ge0 : 0 <= law_constant.
Proof. by rewrite /law_constant; elim/big_rec: _ => // i x _ x0; rewrite le_maxr x0 orbT. Qed.

Lemma law_constant_ge i : 0 < law_weight m i -> law_weight a i <= law_constant * law_weight m i.
Proof.
move=> w; rewrite -ler_pdivr_mulr // /law_constant; elim: (index_enum S) (mem_index_enum i) => // s l IH.
rewrite inE big_cons; case: eqP => [<- _|_ /= /IH le]; first by rewrite w le_maxr lexx.
by case: (0 < _) => //; rewrite le_maxr le orbT.
Qed.

Lemma shared_dominated h : laws_shared -> A h <= law_constant * M h.
Proof.
move=> sh; have [[a0 _] [m0 _]] := (fa, fm).
rewrite (mixture_draws h (n := a)) => [|s]; last by left.
rewrite (mixture_draws h (n := m)) => [|s]; last by right.
have d0 s : a s != 0 \/ m s != 0 -> 0 <= draws (theta s) h.
  by move=> w; apply: prodr_ge0 => x _; case: (draws_forecast lK ind w).
have deq i j : same i j -> draws (theta i) h = draws (theta j) h.
  by move=> /sameP e; apply: eq_bigr => x _; apply: e.
pose F i j := if same i j then a i * m j / law_weight m i * draws (theta i) h else 0.
have -> : \sum_i a i * draws (theta i) h = \sum_i \sum_j F i j.
  apply: eq_bigr => i _; rewrite /F -big_mkcond /= -mulr_suml -mulr_suml -mulr_sumr -/(law_weight m i).
  have [-> |ai] := eqVneq (a i) 0; first by rewrite !mul0r.
  have [j mj e] := sh i ai; have /same_weight w : same i j by apply/sameP.
  by rewrite mulfK // w gt_eqF // mimic_weight.
rewrite exchange_big mulr_sumr; apply: ler_sum => j _; rewrite mulrA.
have [e0|mj] := eqVneq (m j) 0.
  rewrite e0 mulr0 mul0r big1 // => i _; rewrite /F e0 mulr0 !mul0r; exact: if_same.
have dj : 0 <= draws (theta j) h by apply: d0; right.
have -> : \sum_i F i j = law_weight a j * m j / law_weight m j * draws (theta j) h.
  rewrite /F -big_mkcond /= -mulrA -mulrA [in RHS]/law_weight mulr_suml.
  apply: eq_big => [i|i ij]; first exact: same_sym.
  by rewrite (same_weight m ij) (deq _ _ ij) -!mulrA.
apply: ler_wpmul2r => //; rewrite ler_pdivr_mulr ?mimic_weight // mulrAC; apply: ler_wpmul2r => //.
exact/law_constant_ge/mimic_weight.
Qed.

Lemma in_own i : unshared i -> [ffun x => theta i x] \in own_laws.
Proof. by move=> si; rewrite mem_undup; apply: map_f; rewrite mem_filter si mem_enum. Qed.

Lemma in_mimic j : m j != 0 -> [ffun x => theta j x] \in mimic_laws.
Proof. by move=> mj; rewrite mem_undup; apply: map_f; rewrite mem_filter mj mem_enum. Qed.

Lemma own_forecast (p : {ffun X -> R}) : p \in own_laws -> forecast p.
Proof.
rewrite mem_undup => /mapP[i]; rewrite mem_filter => /andP[/andP[ai _] _] ->.
have [t0 t1] := draws_forecast lK ind (or_introl ai).
by split=> [x|]; [rewrite ffunE | rewrite -t1; apply: eq_bigr => x _; rewrite ffunE].
Qed.

Lemma mimic_forecast (q : {ffun X -> R}) : q \in mimic_laws -> forecast q.
Proof.
rewrite mem_undup => /mapP[j]; rewrite mem_filter => /andP[mj _] ->.
have [t0 t1] := draws_forecast lK ind (or_intror mj).
by split=> [x|]; [rewrite ffunE | rewrite -t1; apply: eq_bigr => x _; rewrite ffunE].
Qed.

Lemma draws_ffun s : draws [ffun x => theta s x] =1 draws (theta s).
Proof. by move=> h; apply: eq_bigr => x _; rewrite ffunE. Qed.

(** One term of a sum over a list is at most the sum. *)
Lemma mem_le_sum (T : eqType) (l : seq T) (F : T -> R) t : (forall u, u \in l -> 0 <= F u) -> t \in l ->
  F t <= \sum_(u <- l) F u.
Proof.
elim: l => // u l IH F0; rewrite inE big_cons => /orP[/eqP ->|tl].
  by rewrite ler_addl big_seq sumr_ge0 // => v vl; apply: F0; rewrite inE vl orbT.
apply: le_trans (IH _ tl) _ => [v vl|]; first by apply: F0; rewrite inE vl orbT.
by rewrite ler_addr F0 // mem_head.
Qed.

Lemma overlap_term_ge0 L (p q : {ffun X -> R}) : p \in own_laws -> q \in mimic_laws -> 0 <= (1 - TV p q ^+ 2) ^+ L./2.
Proof. by move=> /own_forecast fp /mimic_forecast fq; rewrite exprn_ge0 // subr_ge0 expr_le1 ?TV_ge0 ?TV_le1. Qed.

Lemma draws_ge0 s h : a s != 0 \/ m s != 0 -> 0 <= draws (theta s) h.
Proof. by move=> w; apply: prodr_ge0 => x _; case: (draws_forecast lK ind w). Qed.

(** Under a law that only the operator has, the event fails only if some law of the mimic's is as likely. *)
Lemma own_fails L i : unshared i ->
  hsum L (fun h => draws (theta i) h * (~~ likelier_unshared h)%:R)
    <= \sum_(q <- mimic_laws) (1 - TV [ffun x => theta i x] q ^+ 2) ^+ L./2.
Proof.
move=> si; have fi := own_forecast (in_own si); have /andP[ai _] := si.
apply: (@le_trans _ _ (\sum_(q <- mimic_laws) shared L [ffun x => theta i x] q)); last first.
  rewrite big_seq [X in _ <= X]big_seq; apply: ler_sum => q ql.
  by apply: shared_le => //; apply: mimic_forecast.
have -> : \sum_(q <- mimic_laws) shared L [ffun x => theta i x] q
  = hsum L (fun h => \sum_(q <- mimic_laws) Num.min (draws [ffun x => theta i x] h) (draws q h)).
  rewrite /shared; elim: mimic_laws => [|q l IH].
    by rewrite big_nil hsum0 // => h _; rewrite big_nil.
  by rewrite big_cons IH -hsumD; apply: eq_hsum => h _; rewrite big_cons.
apply: ler_hsum => h _; have di : 0 <= draws (theta i) h by apply: draws_ge0; left.
have min0 q : q \in mimic_laws -> 0 <= Num.min (draws [ffun x => theta i x] h) (draws q h).
  by move=> ql; rewrite le_minr draws_ffun di prodr_ge0 // => x _; case: (mimic_forecast ql).
case: (boolP (likelier_unshared h)) => [_|no]; first by rewrite mulr0 big_seq sumr_ge0.
rewrite mulr1; move: no; rewrite negb_exists => /forallP/(_ i); rewrite si /= negb_forall => /existsP[j].
rewrite negb_imply -leNgt => /andP[mj le].
apply: le_trans (mem_le_sum min0 (in_mimic mj)); by rewrite !draws_ffun le_minr lexx.
Qed.

(** Under a law of the mimic's, the event needs some law that only the operator has to be as likely. *)
Lemma mimic_meets L j : m j != 0 ->
  hsum L (fun h => draws (theta j) h * (likelier_unshared h)%:R)
    <= \sum_(p <- own_laws) (1 - TV p [ffun x => theta j x] ^+ 2) ^+ L./2.
Proof.
move=> mj; have fj := mimic_forecast (in_mimic mj).
apply: (@le_trans _ _ (\sum_(p <- own_laws) shared L p [ffun x => theta j x])); last first.
  rewrite big_seq [X in _ <= X]big_seq; apply: ler_sum => p pl.
  by apply: shared_le => //; apply: own_forecast.
have -> : \sum_(p <- own_laws) shared L p [ffun x => theta j x]
  = hsum L (fun h => \sum_(p <- own_laws) Num.min (draws p h) (draws [ffun x => theta j x] h)).
  rewrite /shared; elim: own_laws => [|q l IH].
    by rewrite big_nil hsum0 // => h _; rewrite big_nil.
  by rewrite big_cons IH -hsumD; apply: eq_hsum => h _; rewrite big_cons.
apply: ler_hsum => h _; have dj : 0 <= draws (theta j) h by apply: draws_ge0; right.
have min0 p : p \in own_laws -> 0 <= Num.min (draws p h) (draws [ffun x => theta j x] h).
  by move=> pl; rewrite le_minr draws_ffun dj andbT prodr_ge0 // => x _; case: (own_forecast pl).
case: (boolP (likelier_unshared h)) => [|_]; last by rewrite mulr0 big_seq sumr_ge0.
case/existsP=> i /andP[si /forallP/(_ j)]; rewrite mj mulr1 /= => lt.
apply: le_trans (mem_le_sum min0 (in_own si)); by rewrite !draws_ffun le_minr lexx andbT ltW.
Qed.

(** A mean of terms of the list is at most their sum. *)
Lemma mean_le_sum (n : S -> R) (P : pred S) (F : {ffun X -> R} -> R) l : forecast n ->
  (forall p, p \in l -> 0 <= F p) -> (forall s, P s -> [ffun x => theta s x] \in l) ->
  \sum_(s | P s) n s * F [ffun x => theta s x] <= \sum_(p <- l) F p.
Proof.
move=> fn F0 sub; have [n0 n1] := fn; set T := \sum_(p <- l) F p.
have T0 : 0 <= T by rewrite /T big_seq sumr_ge0.
apply: (@le_trans _ _ (\sum_(s | P s) n s * T)).
  by apply: ler_sum => s Ps; apply: ler_wpmul2l => //; apply: mem_le_sum => //; apply: sub.
by rewrite -mulr_suml -[X in _ <= X]mul1r; apply: ler_wpmul2r => //; apply: Pr_le1.
Qed.

Lemma unshared_likely L : unshared_weight a m theta - law_overlap L <= mean L A (fun h => (likelier_unshared h)%:R).
Proof.
have [a0 _] := fa; have k0 s h : 0 <= K s h by case: (lK s).
have d1 i : unshared i -> hsum L (draws (theta i)) = 1.
  by move=> /andP[ai _]; apply/law_sum/draws_law/(draws_forecast lK ind); left.
apply: (@le_trans _ _ (\sum_(i | unshared i) a i * hsum L (fun h => draws (theta i) h * (likelier_unshared h)%:R))).
  rewrite ler_subl_addr -ler_subl_addl /unshared_weight -sumrB.
  have -> : \sum_(i | unshared i) (a i - a i * hsum L (fun h => draws (theta i) h * (likelier_unshared h)%:R))
    = \sum_(i | unshared i) a i * hsum L (fun h => draws (theta i) h * (~~ likelier_unshared h)%:R).
    apply: eq_bigr => i si; rewrite -{1}[a i]mulr1 -mulrBr; congr (_ * _); rewrite -{1}(d1 i si) -hsumB.
    by apply: eq_hsum => h _; case: (likelier_unshared h); rewrite ?mulr1 mulr0 ?subrr ?subr0.
  pose F (p : {ffun X -> R}) := \sum_(q <- mimic_laws) (1 - TV p q ^+ 2) ^+ L./2.
  apply: (@le_trans _ _ (\sum_(i | unshared i) a i * F [ffun x => theta i x])).
    by apply: ler_sum => i si; apply: ler_wpmul2l => //; apply: own_fails.
  apply: mean_le_sum => // [p pl|s]; last exact: in_own.
  by rewrite /F big_seq sumr_ge0 // => q ql; apply: overlap_term_ge0.
rewrite /mean; under eq_bigr do rewrite -hsumZ; rewrite -hsum_sum_cond; apply: ler_hsum => h _.
rewrite /mixture mulr_suml [X in _ <= X](bigID unshared) /= -[X in X <= _]addr0; apply: ler_add.
  by apply: ler_sum => i /andP[ai _]; rewrite -mulrA (ind (or_introl ai)).
by apply: sumr_ge0 => i _; rewrite mulr_ge0 ?ler0n // mulr_ge0.
Qed.

Lemma unshared_null L : mean L M (fun h => (likelier_unshared h)%:R) <= law_overlap L.
Proof.
have [m0 _] := fm.
pose F (q : {ffun X -> R}) := \sum_(p <- own_laws) (1 - TV p q ^+ 2) ^+ L./2.
have -> : law_overlap L = \sum_(q <- mimic_laws) F q by rewrite /law_overlap exchange_big.
apply: (@le_trans _ _ (\sum_(j | m j != 0) m j * F [ffun x => theta j x])); last first.
  apply: mean_le_sum => // [q ql|s]; last exact: in_mimic.
  by rewrite /F big_seq sumr_ge0 // => p pl; apply: overlap_term_ge0.
have -> : mean L M (fun h => (likelier_unshared h)%:R)
  = \sum_(j | m j != 0) m j * hsum L (fun h => draws (theta j) h * (likelier_unshared h)%:R).
  rewrite /mean; under [RHS]eq_bigr do rewrite -hsumZ; rewrite -hsum_sum_cond; apply: eq_hsum => h _.
  rewrite /mixture mulr_suml [LHS](bigID (fun j => m j != 0)) /= [X in _ + X]big1 ?addr0 => [|j].
    by apply: eq_bigr => j mj; rewrite (ind (or_intror mj)) mulrA.
  by rewrite negbK => /eqP ->; rewrite !mul0r.
by apply: ler_sum => j mj; apply: ler_wpmul2l => //; apply: mimic_meets.
Qed.

End Proof.

(** features/common-support (shared): history-possible-for-operator, history-possible-for-mimic, independent-draws, laws-shared.
    If the mimic has every emission law of the operator, A is at most C times M, at every horizon. *)
Theorem features_common_support_shared h : forecast a -> forecast m -> (forall s, law (K s)) ->
  independent_draws a m K theta -> laws_shared -> A h <= law_constant * M h.
Proof. by move=> fa fm lK ind; apply: shared_dominated. Qed.

(** features/common-support (unshared-likely): history-possible-for-operator, history-possible-for-mimic, independent-draws, laws-unshared.
    Otherwise the event that h is likelier under a law that only the operator has than under each of the mimic's has
    probability at least s - overlap under the operator, s the weight that she gives to those laws. *)
Theorem features_common_support_unshared_likely L : forecast a -> forecast m -> (forall s, law (K s)) ->
  independent_draws a m K theta -> laws_unshared ->
  unshared_weight a m theta - law_overlap L <= mean L A (fun h => (likelier_unshared h)%:R).
Proof. by move=> fa fm lK ind _; apply: unshared_likely. Qed.

(** features/common-support (unshared-null): history-possible-for-operator, history-possible-for-mimic, independent-draws, laws-unshared.
    Under the mimic the same event has at most the probability of the overlap, which tends to 0. *)
Theorem features_common_support_unshared_null L : forecast a -> forecast m -> (forall s, law (K s)) ->
  independent_draws a m K theta -> laws_unshared ->
  mean L M (fun h => (likelier_unshared h)%:R) <= law_overlap L.
Proof. by move=> fa fm lK ind _; apply: unshared_null. Qed.

End Support.
