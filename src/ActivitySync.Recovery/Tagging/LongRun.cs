namespace ActivitySync.Recovery.Tagging;

/// <summary>Whether a run was a long one (tagging.md 6). R1: minutes come first.</summary>
internal static class LongRun
{
    internal const double IsLong = 0.60;

    private const double VeryLongMinutes = 150;
    private const double LeastMinutes = 45;
    private const double LeastTaggedMinutes = 30;
    private const double RunsOfAWeek = 4;

    /// <summary>Points of minutes: straight lines between these.</summary>
    private static readonly (double Minutes, double Points)[] s_line = [(60, 0.15), (90, 0.35), (105, 0.45), (120, 0.55), (150, 0.85)];

    private static readonly Evidence s_sourceTag = new(Features.SourceTag, 0.95);
    private static readonly Evidence s_sourceTagOfShort = new(Features.SourceTag, 0.60);
    private static readonly Evidence s_halfAboveUsual = new(Features.VersusUsualRun, 0.25);
    private static readonly Evidence s_thirdAboveUsual = new(Features.VersusUsualRun, 0.15);
    private static readonly Evidence s_largeShareOfWeek = new(Features.ShareOfWeek, 0.15);
    private static readonly Evidence s_shareOfWeek = new(Features.ShareOfWeek, 0.10);
    private static readonly Evidence s_longestInSevenDays = new(Features.LongestInSevenDays, 0.10);
    private static readonly Evidence s_spike = new(Features.Spike, 0.10);
    private static readonly Evidence s_usualWeekday = new(Features.UsualWeekday, 0.05);
    private static readonly Evidence s_longName = new(Features.LongName, 0.35);
    private static readonly Evidence s_notLongName = new(Features.NotLongName, -0.35);
    private static readonly Evidence s_intervalStructure = new(Features.IntervalStructure, -0.15);

    internal static LongTier TierOf(double minutes) => minutes >= VeryLongMinutes ? LongTier.VeryLong : LongTier.Long;

    /// <summary>Whether a run of these minutes is compared with what is usual at all.</summary>
    internal static bool IsCompared(double minutes) => minutes >= LeastMinutes;

    internal static double Score(Recording recording, Title title, Baseline usual, bool isUsualWeekday, List<Evidence> counted)
    {
        var sheet = new ScoreSheet(counted);
        var minutes = recording.Minutes;
        if (recording.Activity.SourceTag == SourceTag.LongRun)
        {
            sheet.Add(minutes >= LeastTaggedMinutes ? s_sourceTag : s_sourceTagOfShort);
            return sheet.Score;
        }

        if (!IsCompared(minutes))
        {
            return 0;
        }

        var points = usual.Cold ? Math.Max(PointsOf(minutes), ColdPointsOf(minutes)) : PointsOf(minutes);
        if (points > 0)
        {
            sheet.Add(Features.Minutes, points);
        }

        if (!usual.Cold)
        {
            Compare(ref sheet, recording.Measured, usual, isUsualWeekday);
        }

        sheet.Add(s_longName, title.Long);
        sheet.Add(s_notLongName, title.Warm && !title.Long);
        sheet.Add(s_intervalStructure, title.Hard);
        return sheet.Score;
    }

    private static void Compare(ref ScoreSheet sheet, Measured run, Baseline usual, bool isUsualWeekday)
    {
        sheet.Add((run.Minutes / usual.UsualMinutes) switch
        {
            >= 1.50 => s_halfAboveUsual,
            >= 1.33 => s_thirdAboveUsual,
            _ => null,
        });
        if (usual.RunsAWeek >= RunsOfAWeek)
        {
            sheet.Add((run.Minutes / usual.WeekMinutes) switch
            {
                >= 0.30 => s_largeShareOfWeek,
                >= 0.25 => s_shareOfWeek,
                _ => null,
            });
        }

        sheet.Add(s_longestInSevenDays, IsLongestOfWeek(run, usual));
        sheet.Add(s_spike, usual.IsSpike(run));
        sheet.Add(s_usualWeekday, isUsualWeekday);
    }

    private static bool IsLongestOfWeek(Measured run, Baseline usual) =>
        usual.LongestMinutesOfWeek > 0 && run.Minutes > usual.LongestMinutesOfWeek;

    private static double PointsOf(double minutes)
    {
        if (minutes < s_line[0].Minutes)
        {
            return 0;
        }

        for (var i = 1; i < s_line.Length; i++)
        {
            var (from, to) = (s_line[i - 1], s_line[i]);
            if (minutes < to.Minutes)
            {
                return from.Points + ((minutes - from.Minutes) / (to.Minutes - from.Minutes) * (to.Points - from.Points));
            }
        }

        return s_line[^1].Points;
    }

    private static double ColdPointsOf(double minutes) => minutes switch
    {
        >= 90 => 0.60,
        >= 75 => 0.40,
        _ => 0,
    };
}
