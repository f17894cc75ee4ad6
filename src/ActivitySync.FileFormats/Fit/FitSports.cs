namespace ActivitySync.FileFormats.Fit;

/// <summary>Maps the types sport and sub_sport of the FIT profile to sport names.</summary>
internal static class FitSports
{
    private const long Running = 1;
    private const long Multisport = 18;
    private const long WheelchairRun = 66;
    private const long Cycling = 2;
    private const long FitnessEquipment = 4;
    private const long Training = 10;
    private const long EBiking = 21;

    private const long Treadmill = 1;
    private const long Trail = 3;
    private const long Track = 4;
    private const long Mountain = 8;
    private const long Downhill = 9;
    private const long IndoorRunning = 45;
    private const long GravelCycling = 46;
    private const long VirtualActivity = 58;
    private const long Triathlon = 78;
    private const long Duathlon = 79;

    /// <summary>The name of a sport; null if the file has none. Unknown numbers are <c>other</c>.</summary>
    public static string? GetName(long? sport, long? subSport) =>
        sport switch
        {
            null or 0 => null,
            Running => subSport switch
            {
                Treadmill or IndoorRunning => "treadmill",
                Trail => "trail-run",
                Track => "track-run",
                VirtualActivity => "virtual-run",
                _ => "run", // street, obstacle, ultra and whatever comes next
            },
            WheelchairRun => "run",
            Multisport => subSport switch
            {
                Triathlon => "triathlon",
                Duathlon => "duathlon",
                _ => "multisport",
            },
            Cycling => subSport switch
            {
                Mountain or Downhill => "mountain-bike-ride",
                GravelCycling => "gravel-ride",
                VirtualActivity => "virtual-ride",
                _ => "ride",
            },
            EBiking => "e-bike-ride",
            FitnessEquipment => subSport switch
            {
                Treadmill or IndoorRunning => "treadmill",
                14 => "rowing",
                15 => "elliptical",
                16 => "stair-climbing",
                _ => "fitness-equipment",
            },
            Training => subSport switch
            {
                20 => "strength-training",
                43 => "yoga",
                44 => "pilates",
                _ => "training",
            },
            3 => "transition",
            5 => "swim",
            6 => "basketball",
            7 => "soccer",
            8 => "tennis",
            9 => "american-football",
            11 => "walk",
            12 => "cross-country-skiing",
            13 => "alpine-skiing",
            14 => "snowboarding",
            15 => "rowing",
            16 => "mountaineering",
            17 => "hike",
            19 => "paddling",
            25 => "golf",
            30 => "inline-skating",
            31 => "rock-climbing",
            32 => "sailing",
            33 => "ice-skating",
            35 => "snowshoeing",
            37 => "stand-up-paddleboarding",
            38 => "surfing",
            41 => "kayaking",
            _ => SportNames.Other,
        };
}
