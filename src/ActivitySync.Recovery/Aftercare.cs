namespace ActivitySync.Recovery;

/// <summary>What to do after a massage (R9 to R11, R18).</summary>
public enum Aftercare
{
    DrinkAsAfterARun,
    NextDayEasyOrRest,
    SecondEasyDayIsBetter,
}
