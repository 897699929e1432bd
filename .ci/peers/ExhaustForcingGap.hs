-- The forcing gap in SmallCheck, on every list of up to 4 outcomes with weights up to 4 and 5 chances. Prints: CPU
-- seconds.
module Main (main) where

import Control.Monad (replicateM)
import Data.Functor.Identity (runIdentity)
import Data.Ratio ((%))
import System.CPUTime (getCPUTime)
import System.Exit (die)
import Test.SmallCheck (over, (==>))
import Test.SmallCheck.Drivers (smallCheckM)
import Test.SmallCheck.Series (Series, generate)

chances :: [Rational]
chances = [0, 1, 1 % 2, 1 % 3, 2 % 3]

-- | The weight and the g of each outcome. The depth plays no part.
scenarios :: Monad m => Series m [(Integer, Rational)]
scenarios = do
  k <- generate (const [1 .. 4])
  replicateM k ((,) <$> generate (const [0 .. 4]) <*> generate (const chances))

-- | TV(P(.|R=0), P(.|X_F)) = 1 - P(X_F|R=0).
forcingGap :: [(Integer, Rational)] -> Bool
forcingGap outcomes = tv == 1 - c
  where
    weight = sum (map fst outcomes)
    p = [w % weight | (w, _) <- outcomes]
    g = map snd outcomes
    forced = [if gx == 1 then px else 0 | (px, gx) <- zip p g]
    success = zipWith (*) p g
    givenSuccess = map (/ sum success) success
    givenForced = map (/ sum forced) forced
    c = sum [q | (q, gx) <- zip givenSuccess g, gx == 1]
    tv = sum (map abs (zipWith (-) givenSuccess givenForced)) / 2

main :: IO ()
main = case runIdentity (smallCheckM 1 (over scenarios (\s -> reachable s ==> forcingGap s))) of
  Nothing -> do
    picoseconds <- getCPUTime
    print (fromIntegral picoseconds / 1e12 :: Double)
  Just _ -> die "the forcing gap fails"
  where
    reachable = any (\(w, g) -> w > 0 && g == 1)
