(** Weights, conditioning, push-forward, total variation and histories: what the proofs share.

    Everything is over an ordered field R with an absolute value and a finite type X of outcomes, so that nothing
    depends on how many outcomes there are or on their weights being rational. *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Weights.
Variables (R : realFieldType) (X : finType).
Implicit Types (p q r w : X -> R) (E : pred X).

Definition nonneg p := forall x, 0 <= p x.

(** A forecast gives every outcome a weight, and the weights sum to one. *)
Definition forecast p := nonneg p /\ \sum_x p x = 1.

Definition Pr p E := \sum_(x | E x) p x.

Definition expect p (f : X -> R) := \sum_x p x * f x.

(** p(.|E), zero everywhere where E has no weight. *)
Definition given p E x := if E x then p x / Pr p E else 0.

(** p reweighted by w: a posterior where w is a likelihood, a tilt where it is e^(r/beta). *)
Definition weigh p w x := p x * w x / expect p w.

Definition TV p q := 2%:R^-1 * \sum_x `|p x - q x|.

(** p << q, one step ahead. *)
Definition within p q := forall x, q x = 0 -> p x = 0.

Lemma half2 (a : R) : 2%:R^-1 * (a + a) = a.
Proof. by rewrite -mulr2n -(mulr_natl a) mulKf // pnatr_eq0. Qed.

Lemma Pr_ge0 p E : nonneg p -> 0 <= Pr p E.
Proof. by move=> p0; apply: sumr_ge0. Qed.

Lemma PrE p E : Pr p E = \sum_x p x * (E x)%:R.
Proof. by rewrite /Pr big_mkcond; apply: eq_bigr => x _; case: (E x); rewrite ?mulr1 ?mulr0. Qed.

Lemma PrT p : Pr p predT = \sum_x p x.
Proof. by []. Qed.

Lemma Pr_add p E : Pr p E + Pr p (predC E) = \sum_x p x.
Proof. by rewrite [RHS](bigID E). Qed.

Lemma PrC p E : forecast p -> Pr p (predC E) = 1 - Pr p E.
Proof. by case=> _ <-; rewrite -(Pr_add p E) addrC addKr. Qed.

Lemma Pr_le1 p E : forecast p -> Pr p E <= 1.
Proof. by move=> fp; rewrite -subr_ge0 -PrC //; apply: Pr_ge0; case: fp. Qed.

Lemma Pr_subset p E E' : nonneg p -> {subset E <= E'} -> Pr p E <= Pr p E'.
Proof.
move=> p0 sub; rewrite !PrE; apply: ler_sum => x _; apply: ler_wpmul2l => //.
by rewrite ler_nat; have := sub x; rewrite /in_mem /=; case: (E x) => // ->.
Qed.

Lemma forecast_le1 p x : forecast p -> p x <= 1.
Proof.
move=> [p0 <-]; rewrite (bigD1 x) //= ler_addl.
exact: sumr_ge0.
Qed.

Lemma expect_ge0 p w : nonneg p -> nonneg w -> 0 <= expect p w.
Proof. by move=> p0 w0; apply: sumr_ge0 => x _; apply: mulr_ge0. Qed.

(** A sum of weights that is zero has only zero terms. *)
Lemma sum_eq0 w : nonneg w -> \sum_x w x = 0 -> forall x, w x = 0.
Proof.
move=> w0 e0 x; have /psumr_eq0P-> // : forall y, true -> 0 <= w y by move=> y _; apply: w0.
Qed.

Lemma expect_eq0 p w : nonneg p -> nonneg w -> expect p w = 0 -> forall x, p x * w x = 0.
Proof. by move=> p0 w0 e0; apply: sum_eq0 => // x; apply: mulr_ge0. Qed.

Lemma Pr_eq0 p E x : nonneg p -> Pr p E = 0 -> E x -> p x = 0.
Proof.
move=> p0 e0 Ex; have := @sum_eq0 (fun y => p y * (E y)%:R) _ _ x; rewrite /= Ex mulr1; apply.
- by move=> y; rewrite mulr_ge0 ?ler0n.
- by rewrite -PrE.
Qed.

Lemma given_weigh p E : given p E =1 weigh p (fun x => (E x)%:R).
Proof.
by move=> x; rewrite /given /weigh /expect -PrE; case: (E x); rewrite ?mulr1 // mulr0 mul0r.
Qed.

Lemma weigh_ge0 p w : nonneg p -> nonneg w -> nonneg (weigh p w).
Proof. by move=> p0 w0 x; rewrite divr_ge0 ?mulr_ge0 ?expect_ge0. Qed.

Lemma weigh_forecast p w : nonneg p -> nonneg w -> 0 < expect p w -> forecast (weigh p w).
Proof.
move=> p0 w0 e0; split; first exact: weigh_ge0.
by rewrite -mulr_suml mulfV // gt_eqF.
Qed.

Lemma given_ge0 p E : nonneg p -> nonneg (given p E).
Proof. by move=> p0 x; rewrite /given; case: ifP => // _; rewrite divr_ge0 // Pr_ge0. Qed.

Lemma given_forecast p E : nonneg p -> 0 < Pr p E -> forecast (given p E).
Proof.
move=> p0 e0; split; first exact: given_ge0.
by rewrite -big_mkcond -mulr_suml mulfV // gt_eqF.
Qed.

Lemma Pr_given p E E' : Pr (given p E) E' = Pr p [pred x | E x && E' x] / Pr p E.
Proof.
rewrite /Pr mulr_suml /given [LHS](bigID E) /= [X in _ + X]big1 ?addr0; last first.
  by move=> x /andP[_ /negbTE ->].
by apply: eq_big => x; rewrite 1?andbC // => /andP[->].
Qed.

Lemma Pr_weigh p w E : Pr (weigh p w) E = (\sum_(x | E x) p x * w x) / expect p w.
Proof. by rewrite /Pr mulr_suml. Qed.

(** Total variation. *)

Lemma TV_ge0 p q : 0 <= TV p q.
Proof. by rewrite mulr_ge0 ?invr_ge0 ?ler0n // sumr_ge0 // => x _; apply: normr_ge0. Qed.

Lemma TVC p q : TV p q = TV q p.
Proof. by congr (_ * _); apply: eq_bigr => x _; rewrite distrC. Qed.

Lemma TVpp p : TV p p = 0.
Proof. by rewrite /TV big1 ?mulr0 // => x _; rewrite subrr normr0. Qed.

Lemma eq_TV p p' q q' : p =1 p' -> q =1 q' -> TV p q = TV p' q'.
Proof. by move=> ep eq; congr (_ * _); apply: eq_bigr => x _; rewrite ep eq. Qed.

Lemma TV_eq0 p q : TV p q = 0 -> p =1 q.
Proof.
move=> /eqP; rewrite mulf_eq0 invr_eq0 pnatr_eq0 /= => /eqP e0 x.
apply/eqP; rewrite -subr_eq0 -normr_eq0; apply/eqP.
by apply: (@sum_eq0 (fun y => `|p y - q y|)) => // y; apply: normr_ge0.
Qed.

Lemma TV_triangle q p r : TV p r <= TV p q + TV q r.
Proof.
rewrite -mulrDr -big_split /=; apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
by apply: ler_sum => x _; apply: ler_dist_add.
Qed.

Lemma ler_norm_sumT (I : finType) (P : pred I) (f : I -> R) :
  `|\sum_(i | P i) f i| <= \sum_(i | P i) `|f i|.
Proof. exact: ler_norm_sum. Qed.

(** Half of what differs lies on either side of any event, since both sum to the same. *)
Lemma TV_split p q E : \sum_x p x = \sum_x q x ->
  Pr p E - Pr q E = 2%:R^-1 * (\sum_(x | E x) (p x - q x) - \sum_(x | ~~ E x) (p x - q x)).
Proof.
move=> e; have /eqP : \sum_x (p x - q x) = 0 by rewrite sumrB e subrr.
rewrite (bigID E) /= addr_eq0 => /eqP eN; rewrite -[X in _ - X]opprK -eN opprK.
by rewrite -[LHS]half2 -sumrB.
Qed.

Lemma TV_event p q E : \sum_x p x = \sum_x q x -> `|Pr p E - Pr q E| <= TV p q.
Proof.
move=> e; rewrite (TV_split E e) normrM ger0_norm ?invr_ge0 ?ler0n //.
apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
rewrite [X in _ <= X](bigID E) /=.
apply: (le_trans (ler_norm_sub _ _)); apply: ler_add; exact: ler_norm_sum.
Qed.

(** The event on which TV is attained. *)
Lemma TV_attained p q : \sum_x p x = \sum_x q x ->
  TV p q = Pr p [pred x | q x < p x] - Pr q [pred x | q x < p x].
Proof.
move=> e; rewrite (TV_split _ e); congr (_ * _).
rewrite (bigID [pred x | q x < p x]) /= -[X in _ - X]opprK opprK -sumrN; congr (_ + _).
  by apply: eq_bigr => x lt; rewrite gtr0_norm // subr_gt0.
by apply: eq_bigr => x; rewrite -leNgt => le; rewrite ler0_norm // subr_le0.
Qed.

Lemma TV_pos p q : \sum_x p x = \sum_x q x -> TV p q = \sum_(x | q x < p x) (p x - q x).
Proof. by move=> e; rewrite TV_attained // sumrB. Qed.

Lemma TV_le1 p q : forecast p -> forecast q -> TV p q <= 1.
Proof.
move=> fp fq; rewrite TV_attained; last by case: fp fq => _ -> [_ ->].
apply: (le_trans _ (Pr_le1 [pred x | q x < p x] fp)).
by rewrite ler_subl_addr ler_addl Pr_ge0 //; case: fq.
Qed.

(** Conditioning on an event of probability c moves a forecast by exactly 1 - c. *)
Lemma TV_given p E : forecast p -> 0 < Pr p E -> TV p (given p E) = 1 - Pr p E.
Proof.
move=> fp e0; have [p0 _] := fp; have e1 := Pr_le1 E fp.
rewrite -[RHS]half2 /TV (bigID E) /=; congr (_ * (_ + _)).
- transitivity (\sum_(x | E x) (given p E x - p x)).
    apply: eq_bigr => x Ex; rewrite /given Ex distrC ger0_norm // subr_ge0.
    by rewrite ler_pdivl_mulr // ler_pimulr.
  rewrite sumrB; congr (_ - _).
  have := Pr_given p E E; rewrite /Pr => ->; rewrite (eq_bigl E) ?mulfV ?gt_eqF //.
  by move=> x; rewrite /= andbb.
- rewrite -(PrC E fp); apply: eq_bigr => x nE.
  by rewrite /given (negbTE nE) subr0 ger0_norm.
Qed.

(** Reweighting twice is reweighting once. *)
Lemma expect_weigh p w f : expect (weigh p w) f = expect p (fun x => w x * f x) / expect p w.
Proof. by rewrite /expect mulr_suml; apply: eq_bigr => x _; rewrite /weigh mulrAC mulrA. Qed.

Lemma weighA p w v : expect p w != 0 -> weigh (weigh p w) v =1 weigh p (fun x => w x * v x).
Proof.
move=> e0 x; rewrite [LHS]/weigh expect_weigh invf_div /weigh -!mulrA.
by rewrite [v x * (expect p w * _)]mulrCA mulKf.
Qed.

(** Two quantities that rise together are positively correlated (Chebyshev's sum inequality). *)
Definition comonotone p (u v : X -> R) := forall x y, p x != 0 -> p y != 0 -> 0 <= (u x - u y) * (v x - v y).

Lemma chebyshev p u v : nonneg p -> comonotone p u v ->
  expect p u * expect p v <= (\sum_x p x) * expect p (fun x => u x * v x).
Proof.
move=> p0 uv; rewrite -subr_ge0.
set d := _ - _; have -> : d = 2%:R^-1 * \sum_x \sum_y p x * p y * ((u x - u y) * (v x - v y)).
  rewrite -[LHS]half2; congr (_ * _).
  transitivity (d + ((expect p (fun x => u x * v x)) * (\sum_x p x) - expect p v * expect p u)).
    by rewrite /d [X in _ + (X - _)]mulrC [X in _ + (_ - X)]mulrC.
  rewrite /d /expect !big_distrlr /= -!sumrB -big_split /=; apply: eq_bigr => x _.
  rewrite -!sumrB -big_split /=; apply: eq_bigr => y _; ring.
rewrite mulr_ge0 ?invr_ge0 ?ler0n // sumr_ge0 // => x _; apply: sumr_ge0 => y _.
have [-> | px] := eqVneq (p x) 0; first by rewrite !mul0r.
have [-> | py] := eqVneq (p y) 0; first by rewrite mulr0 mul0r.
by apply: mulr_ge0; [apply: mulr_ge0 | apply: uv].
Qed.

Lemma eq_weigh p p' w w' : p =1 p' -> w =1 w' -> weigh p w =1 weigh p' w'.
Proof. by move=> ep ew x; rewrite /weigh /expect ep ew; congr (_ / _); apply: eq_bigr => y _; rewrite ep ew. Qed.

Lemma eq_given p p' E : p =1 p' -> given p E =1 given p' E.
Proof. by move=> ep x; rewrite /given /Pr ep; under eq_bigr do rewrite ep. Qed.

(** Where the factor is constant nothing is reweighted. *)
Lemma given_weigh_same p w c E : expect p w != 0 -> c != 0 -> (forall x, E x -> p x != 0 -> w x = c) ->
  given (weigh p w) E =1 given p E.
Proof.
move=> z0 c0 wc x; have W y : E y -> p y * w y = p y * c.
  by move=> Ey; have [->|py] := eqVneq (p y) 0; [rewrite !mul0r | rewrite wc].
rewrite /given; case Ex: (E x) => //; rewrite Pr_weigh (eq_bigr _ W) -mulr_suml.
rewrite /weigh W // -/(Pr p E); have [->|e0] := eqVneq (Pr p E) 0; first by rewrite !(mul0r, invr0, mulr0).
by rewrite !invfM invrK; field; rewrite z0 c0 e0.
Qed.

(** What is measured between 0 and 1 differs by the distance at most. *)
Lemma TV_expect p q h : \sum_x p x = \sum_x q x -> (forall x, 0 <= h x <= 1) -> expect p h - expect q h <= TV p q.
Proof.
move=> e h01; rewrite TV_pos // /expect -sumrB [X in _ <= X]big_mkcond; apply: ler_sum => x _.
have /andP[h0 h1] := h01 x; rewrite -mulrBl; case: ltP => [lt|le].
- by rewrite ler_pimulr // subr_ge0 ltW.
- by rewrite mulr_le0_ge0 // subr_le0.
Qed.

Lemma TV_weigh_le p q w : forecast p -> forecast q -> (forall x, 0 <= w x <= 1) ->
  0 < expect q w -> expect q w <= expect p w -> TV (weigh p w) (weigh q w) <= TV p q / expect p w.
Proof.
move=> fp fq w01 b0 ba; have [[p0 _] [q0 _]] := (fp, fq).
have a0 := lt_le_trans b0 ba; have w0 x : 0 <= w x by case/andP: (w01 x).
have [[_ ep] [_ eq]] := (weigh_forecast p0 w0 a0, weigh_forecast q0 w0 b0).
rewrite ler_pdivl_mulr // !TV_pos ?ep ?eq //; last by case: fp fq => _ -> [_ ->].
rewrite mulr_suml big_mkcond [X in _ <= X]big_mkcond; apply: ler_sum => x _.
have le : (weigh p w x - weigh q w x) * expect p w <= (p x - q x) * w x.
  rewrite mulrBl divfK ?gt_eqF // mulrBl ler_add2l ler_opp2 -mulrA ler_pemulr ?mulr_ge0 //.
  by rewrite mulrC ler_pdivl_mulr // mul1r.
have /andP[_ w1] := w01 x; case: ltP => [lt|_]; last by case: ltP => // /ltW; rewrite subr_ge0.
have pos : 0 < (p x - q x) * w x by apply: lt_le_trans le; rewrite mulr_gt0 // subr_gt0.
have qp : 0 <= p x - q x.
  by rewrite leNgt; apply/negP => n; move: pos; rewrite ltNge mulr_le0_ge0 // ltW.
apply: (le_trans le); case: ltP => [_|]; first by rewrite ler_pimulr.
by move=> n; have /le_anti -> : p x - q x <= 0 <= p x - q x; rewrite ?mul0r // subr_le0 n.
Qed.

(** Reweighting two forecasts alike costs at most a factor, the likelier one's. *)
Lemma TV_weigh p q w : forecast p -> forecast q -> (forall x, 0 <= w x <= 1) -> 0 < expect p w -> 0 < expect q w ->
  TV (weigh p w) (weigh q w) <= TV p q / Num.max (expect p w) (expect q w).
Proof.
move=> fp fq w01 a0 b0; case: (leP (expect p w) (expect q w)) => [le|/ltW le]; last exact: TV_weigh_le.
by rewrite TVC (TVC p); apply: TV_weigh_le.
Qed.

(** Weighing by what rises with f raises the mean of f. *)
Lemma weigh_expect_ge p w f : forecast p -> 0 < expect p w -> (forall x y, 0 <= (f x - f y) * (w x - w y)) ->
  expect p f <= expect (weigh p w) f.
Proof.
move=> [p0 p1] z0 c; rewrite expect_weigh ler_pdivl_mulr //.
have /chebyshev := p0; move=> /(_ f w (fun x y _ _ => c x y)); rewrite p1 mul1r => /le_trans; apply.
by rewrite le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigr => x _; rewrite (mulrC (f x)).
Qed.

End Weights.

(** What the operator sees of an outcome: a feature is any map to a finite type. *)
Section PushForward.
Variables (R : realFieldType) (X Y : finType) (f : X -> Y).
Implicit Types p q : X -> R.

Definition push p y := Pr p [pred x | f x == y].

Lemma sum_push p : \sum_y push p y = \sum_x p x.
Proof. by rewrite [RHS](partition_big f predT). Qed.

Lemma push_forecast p : forecast p -> forecast (push p).
Proof. by move=> [p0 e]; split=> [y|]; [apply: Pr_ge0 | rewrite sum_push]. Qed.

Lemma Pr_push p (E : pred Y) : Pr (push p) E = Pr p [pred x | E (f x)].
Proof.
rewrite /Pr /push /Pr [RHS](partition_big f E) //=; apply: eq_bigr => y Ey; apply: eq_bigl => x.
by case: eqP => [->|]; rewrite ?Ey ?andbF.
Qed.

Lemma TV_push p q : TV (push p) (push q) <= TV p q.
Proof.
apply: ler_wpmul2l; first by rewrite invr_ge0 ler0n.
rewrite [X in _ <= X](partition_big f predT) //=; apply: ler_sum => y _.
rewrite /push /Pr -sumrB; exact: ler_norm_sum.
Qed.

End PushForward.

(** Sequences. A law gives every finite history its probability; machines, mixtures of them and urns all are laws. *)
Section Laws.
Variables (R : realFieldType) (X : finType).
Implicit Types (P A M : seq X -> R) (h : seq X) (F G : seq X -> R).

Definition law P := [/\ forall h, 0 <= P h, P [::] = 1 & forall h, P h = \sum_x P (rcons h x)].

(** P(.|h) one step ahead. *)
Definition next P h x := P (rcons h x) / P h.

(** The law of the future after h. *)
Definition after P h g := P (h ++ g) / P h.

(** The sum of F over all histories of n outcomes, by running forward. *)
Fixpoint hsum n F : R := if n is m.+1 then \sum_x hsum m (fun h => F (x :: h)) else F [::].

Lemma eq_hsum n F G : (forall h, size h = n -> F h = G h) -> hsum n F = hsum n G.
Proof.
elim: n F G => [|n IH] F G e /=; first exact: e.
by apply: eq_bigr => x _; apply: IH => h sh; apply: e; rewrite /= sh.
Qed.

(** The same as a sum over tuples. *)
Lemma hsum_tuple n F : hsum n F = \sum_(t : n.-tuple X) F t.
Proof.
elim: n F => [|n IH] F /=.
  by rewrite (big_pred1 [tuple]) // => t; apply/esym/eqP; rewrite tuple0.
under eq_bigr do rewrite IH.
rewrite pair_big /= (reindex (fun xt : X * n.-tuple X => [tuple of xt.1 :: xt.2])) //=.
exists (fun t : n.+1.-tuple X => (thead t, [tuple of behead t])) => [[x t]|t] _ /=.
  by congr pair; apply: val_inj.
by rewrite [RHS]tuple_eta; apply: val_inj.
Qed.

(** The last outcome can be summed first. *)
Lemma hsumSr n F : hsum n.+1 F = hsum n (fun h => \sum_x F (rcons h x)).
Proof.
elim: n F => [|n IH] F; first by [].
by rewrite [LHS]/= [RHS]/=; apply: eq_bigr => x _; apply: (IH (fun h => F (x :: h))).
Qed.

Lemma hsum_cat n m F : hsum (n + m) F = hsum n (fun h => hsum m (fun g => F (h ++ g))).
Proof. by elim: n F => [|n IH] F //=; apply: eq_bigr => x _; rewrite IH. Qed.

Lemma hsumD n F G : hsum n (fun h => F h + G h) = hsum n F + hsum n G.
Proof. by elim: n F G => [|n IH] F G //=; under eq_bigr do rewrite IH; rewrite big_split. Qed.

Lemma hsumZ n c F : hsum n (fun h => c * F h) = c * hsum n F.
Proof. by elim: n F => [|n IH] F //=; under eq_bigr do rewrite IH; rewrite mulr_sumr. Qed.

Lemma hsumN n F : hsum n (fun h => - F h) = - hsum n F.
Proof. by elim: n F => [|n IH] F //=; under eq_bigr do rewrite IH; rewrite sumrN. Qed.

Lemma hsumB n F G : hsum n (fun h => F h - G h) = hsum n F - hsum n G.
Proof. by rewrite hsumD hsumN. Qed.

Lemma hsum_sum (I : finType) n (F : I -> seq X -> R) :
  hsum n (fun h => \sum_i F i h) = \sum_i hsum n (F i).
Proof.
elim: n F => [|n IH] F //=; rewrite exchange_big /=.
by apply: eq_bigr => x _; rewrite (IH (fun i h => F i (x :: h))).
Qed.

Lemma ler_hsum n F G : (forall h, size h = n -> F h <= G h) -> hsum n F <= hsum n G.
Proof.
elim: n F G => [|n IH] F G le /=; first exact: le.
by apply: ler_sum => x _; apply: IH => h sh; apply: le; rewrite /= sh.
Qed.

Lemma hsum0 n F : (forall h, size h = n -> F h = 0) -> hsum n F = 0.
Proof. by elim: n F => [|n IH] F e /=; [apply: e | rewrite big1 // => x _; apply: IH => h sh; apply: e; rewrite /= sh]. Qed.

Lemma hsum_ge0 n F : (forall h, size h = n -> 0 <= F h) -> 0 <= hsum n F.
Proof. by move=> F0; rewrite -(@hsum0 n (fun=> 0)) //; apply: ler_hsum. Qed.

Lemma ler_hsum_norm n F : `|hsum n F| <= hsum n (fun h => `|F h|).
Proof.
elim: n F => [|n IH] F //=; apply: (le_trans (ler_norm_sum _ _ _)).
by apply: ler_sum => x _; apply: IH.
Qed.

(** What follows h has as much probability as h. *)
Lemma law_cat P n h : law P -> hsum n (fun g => P (h ++ g)) = P h.
Proof.
move=> [_ _ ext]; elim: n h => [|n IH] h /=; first by rewrite cats0.
rewrite [RHS]ext; apply: eq_bigr => x _; rewrite -cats1 -IH.
by apply: eq_hsum => g _; rewrite -catA.
Qed.

Lemma law_sum P n : law P -> hsum n P = 1.
Proof. by move=> l; rewrite (law_cat n [::] l); case: l. Qed.

Lemma law_prefix0 P h g : law P -> P h = 0 -> P (h ++ g) = 0.
Proof.
move=> l; have [P0 _ ext] := l; elim: g h => [|x g IH] h h0; first by rewrite cats0.
rewrite -cat_rcons; apply: IH; apply/eqP; rewrite eq_le P0 andbT -h0 [X in _ <= X]ext.
by rewrite (bigD1 x) //= ler_addl sumr_ge0.
Qed.

Lemma law_le_prefix P h g : law P -> P (h ++ g) <= P h.
Proof.
move=> l; have [P0 _ ext] := l; elim: g h => [|x g IH] h; first by rewrite cats0.
rewrite -cat_rcons; apply: le_trans (IH _) _; rewrite [X in _ <= X]ext.
by rewrite (bigD1 x) //= ler_addl sumr_ge0.
Qed.

Lemma next_forecast P h : law P -> 0 < P h -> forecast (next P h).
Proof.
move=> [P0 _ ext] h0; split=> [x|]; first by rewrite divr_ge0.
by rewrite -mulr_suml -ext mulfV // gt_eqF.
Qed.

Lemma after_law P h : law P -> 0 < P h -> law (after P h).
Proof.
move=> [P0 nil ext] h0; split=> [g||g]; first by rewrite divr_ge0.
  by rewrite /after cats0 mulfV // gt_eqF.
by rewrite /after ext mulr_suml; apply: eq_bigr => x _; rewrite rcons_cat.
Qed.

Lemma after_cons P h x g : law P -> after P h (x :: g) = next P h x * after P (rcons h x) g.
Proof.
move=> lP; rewrite /after /next -cat_rcons; have [e0|n0] := eqVneq (P (rcons h x)) 0; last first.
  by rewrite [RHS]mulrC mulrA divfK.
by rewrite law_prefix0 // e0 !mul0r.
Qed.

(** The distance of two laws over the next n steps. *)
Definition TVn n A M := 2%:R^-1 * hsum n (fun h => `|A h - M h|).

Lemma TVn_tuple n A M : TVn n A M = TV (fun t : n.-tuple X => A t) (fun t => M t).
Proof. by rewrite /TVn hsum_tuple. Qed.

(** The mean of F over histories of n outcomes. *)
Definition mean n P F := hsum n (fun h => P h * F h).

(** A prior over laws, as nature, operator and mimic are: a state of a machine or an urn is one of the laws. *)
Variable S : finType.
Implicit Types (a m : S -> R) (K : S -> seq X -> R).

Definition mixture a K h := \sum_s a s * K s h.

Lemma mixture_law a K : forecast a -> (forall s, law (K s)) -> law (mixture a K).
Proof.
move=> [a0 a1] lK; split=> [h||h].
- by apply: sumr_ge0 => s _; rewrite mulr_ge0 //; case: (lK s).
- by rewrite /mixture -[RHS]a1; apply: eq_bigr => s _; have [_ -> _] := lK s; rewrite mulr1.
- rewrite /mixture exchange_big /=; apply: eq_bigr => s _; rewrite -mulr_sumr.
  by have [_ _ <-] := lK s.
Qed.

(** A <= C M, on histories of any length. *)
Definition dominated A M C := forall h, A h <= C * M h.

Lemma dominated_ge1 A M C : law A -> law M -> dominated A M C -> 1 <= C.
Proof. by move=> [_ a1 _] [_ m1 _] /(_ [::]); rewrite a1 m1 mulr1. Qed.

Lemma dominated_gt0 A M C : law A -> law M -> dominated A M C -> 0 < C.
Proof. by move=> lA lM d; apply: lt_le_trans ltr01 (dominated_ge1 lA lM d). Qed.

(** Start state by start state: one way for a law to be dominated. *)
Definition starts_dominated a m C := forall s, a s <= C * m s.

Lemma mixture_dominated a m C K : (forall s, law (K s)) -> starts_dominated a m C ->
  dominated (mixture a K) (mixture m K) C.
Proof.
move=> lK d h; rewrite mulr_sumr; apply: ler_sum => s _; rewrite mulrA.
by apply: ler_wpmul2r => //; case: (lK s).
Qed.

End Laws.
