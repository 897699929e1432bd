-- The forcing gap in QuickCheck. Prints: CPU seconds, cases that met the hypothesis, cases drawn.
module Main (main) where

import Data.Ratio ((%))
import System.CPUTime (getCPUTime)
import System.Exit (die)
import Test.QuickCheck

-- | The weight and the g of each outcome.
newtype Scenario = Scenario [(Integer, Rational)] deriving (Show)

-- | 0, 1 and all fractions between with denominators up to 6. A 1 is drawn as often as all others together: else
-- most cases would miss the hypothesis.
chances :: [Rational]
chances = others ++ replicate (length others) 1
  where
    others = 0 : [i % d | d <- [2 .. 6], i <- [1 .. d - 1], gcd i d == 1]

instance Arbitrary Scenario where
  arbitrary = do
    k <- choose (1, 5)
    weights <- vectorOf k (choose (0, 24)) `suchThat` any (> 0)
    g <- vectorOf k (elements chances)
    pure (Scenario (zip weights g))

-- | TV(P(.|R=0), P(.|X_F)) = 1 - P(X_F|R=0), of the cases with p(X_F) > 0.
forcingGap :: Scenario -> Property
forcingGap (Scenario outcomes) = pForced > 0 ==> tv == 1 - c
  where
    weight = sum (map fst outcomes)
    p = [w % weight | (w, _) <- outcomes]
    g = map snd outcomes
    forced = [if gx == 1 then px else 0 | (px, gx) <- zip p g]
    pForced = sum forced
    success = zipWith (*) p g
    pSuccess = sum success
    givenSuccess = map (/ pSuccess) success
    givenForced = map (/ pForced) forced
    c = sum [q | (q, gx) <- zip givenSuccess g, gx == 1]
    tv = sum (map abs (zipWith (-) givenSuccess givenForced)) / 2

main :: IO ()
main = rounds 0 0

-- | Rounds of 1000 cases until a second of CPU time is spent, so that the machine's speed decides how many there are.
rounds :: Int -> Int -> IO ()
rounds met drawn = do
  picoseconds <- getCPUTime
  let seconds = fromIntegral picoseconds / 1e12 :: Double
  if seconds >= 1
    then putStrLn (unwords [show seconds, show met, show drawn])
    else do
      result <- quickCheckWithResult stdArgs {maxSuccess = 1000, chatty = False} forcingGap
      case result of
        Success {} -> rounds (met + numTests result) (drawn + numTests result + numDiscarded result)
        _ -> die (output result)
