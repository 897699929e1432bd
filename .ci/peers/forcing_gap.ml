(* The forcing gap in QCheck with zarith's rationals. Argument: random or exhaust. Prints: CPU seconds, cases that met
   the hypothesis, cases drawn. *)

let sum = List.fold_left Q.add Q.zero

(* TV(P(.|R=0), P(.|X_F)) = 1 - P(X_F|R=0), for weights and g of the outcomes. *)
let forcing_gap weights g =
  let total = Q.of_int (List.fold_left ( + ) 0 weights) in
  let p = List.map (fun w -> Q.div (Q.of_int w) total) weights in
  let certain gx = Q.equal gx Q.one in
  let forced = List.map2 (fun px gx -> if certain gx then px else Q.zero) p g in
  let success = List.map2 Q.mul p g in
  let given law = let all = sum law in List.map (fun q -> Q.div q all) law in
  let given_success = given success and given_forced = given forced in
  let c = sum (List.map2 (fun q gx -> if certain gx then q else Q.zero) given_success g) in
  let tv = Q.div (sum (List.map2 (fun a b -> Q.abs (Q.sub a b)) given_success given_forced)) (Q.of_int 2) in
  Q.equal tv (Q.sub Q.one c)

let reachable weights g = List.exists2 (fun w gx -> w > 0 && Q.equal gx Q.one) weights g
let met = ref 0
let drawn = ref 0

(* 0, 1 and all fractions between with denominators up to 6. A 1 is drawn as often as all others together: else most
   cases would miss the hypothesis. *)
let chances =
  let rec gcd a b = if b = 0 then a else gcd b (a mod b) in
  let others =
    Q.zero :: List.concat_map (fun d ->
      List.filter_map (fun i -> if gcd i d = 1 then Some (Q.of_ints i d) else None) (List.init (d - 1) succ))
      [2; 3; 4; 5; 6] in
  Array.of_list (others @ List.map (fun _ -> Q.one) others)

let scenarios =
  let open QCheck.Gen in
  int_range 1 5 >>= fun k ->
  let rec weights state =
    let list = list_repeat k (int_bound 24) state in
    if List.exists (fun w -> w > 0) list then list else weights state in
  pair weights (list_repeat k (oneofa chances))

let random () =
  let test = QCheck.Test.make ~count:1000 ~max_gen:10000 (QCheck.make scenarios) (fun (weights, g) ->
    incr drawn;
    QCheck.assume (reachable weights g);
    incr met;
    forcing_gap weights g) in
  while Sys.time () < 1. do QCheck.Test.check_exn test done

(* Every list of up to 4 outcomes with weights up to 4 and 5 chances. *)
let exhaust () =
  let five = [Q.zero; Q.one; Q.of_ints 1 2; Q.of_ints 1 3; Q.of_ints 2 3] in
  let rec extend k weights g =
    if weights <> [] then begin
      incr drawn;
      if reachable weights g then begin
        incr met;
        if not (forcing_gap weights g) then failwith "the forcing gap fails"
      end
    end;
    if k < 4 then
      List.iter (fun w -> List.iter (fun gx -> extend (k + 1) (w :: weights) (gx :: g)) five) [0; 1; 2; 3; 4] in
  extend 0 [] []

let () =
  (match Sys.argv with
   | [| _; "random" |] -> random ()
   | [| _; "exhaust" |] -> exhaust ()
   | _ -> prerr_endline "usage: forcing_gap random|exhaust"; exit 1);
  Printf.printf "%.9f %d %d\n" (Sys.time ()) !met !drawn
