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

    internal static LongTier TierOf(double minutes) => minutes >= VeryLongMinutes ? LongTier.VeryLong : LongTier.Long;

    /// <summary>Whether a run of these minutes is compared with what is usual at all.</summary>
    internal static bool IsCompared(double minutes) => minutes >= LeastMinutes;

    internal static double Score(Recording recording, Title title, Baseline usual, bool isUsualWeekday, List<Evidence> counted)
    {
        var sheet = new ScoreSheet(counted);
        var minutes = recording.Minutes;
        if (recording.Activity.SourceTag == SourceTag.LongRun)
        {
            sheet.Add(Features.SourceTag, minutes >= LeastTaggedMinutes ? 0.95 : 0.60);
            return sheet.Score;
        }

        if (!IsCompared(minutes))
        {
            return 0;
        }

        var points = usual.Cold ? Math.Max(PointsOf(minutes), ColdPointsOf(minutes)) : PointsOf(minutes);
        sheet.Add(Features.Minutes, points, points > 0);
        if (!usual.Cold)
        {
            Compare(ref sheet, recording.Measured, usual, isUsualWeekday);
        }

        sheet.Add(Features.LongName, 0.35, title.Long);
        sheet.Add(Features.NotLongName, -0.35, title.Warm && !title.Long);
        sheet.Add(Features.IntervalStructure, -0.15, title.Hard);
        return sheet.Score;
    }

    private static void Compare(ref ScoreSheet sheet, Measured run, Baseline usual, bool isUsualWeekday)
    {
        var versusUsual = (run.Minutes / usual.UsualMinutes) switch
        {
            >= 1.50 => 0.25,
            >= 1.33 => 0.15,
            _ => 0,
        };
        sheet.Add(Features.VersusUsualRun, versusUsual, versusUsual > 0);
        if (usual.RunsAWeek >= RunsOfAWeek)
        {
            var share = (run.Minutes / usual.WeekMinutes) switch
            {
                >= 0.30 => 0.15,
                >= 0.25 => 0.10,
                _ => 0,
            };
            sheet.Add(Features.ShareOfWeek, share, share > 0);
        }

        sheet.Add(Features.LongestInSevenDays, 0.10, IsLongestOfWeek(run, usual));
        sheet.Add(Features.Spike, 0.10, usual.IsSpike(run));
        sheet.Add(Features.UsualWeekday, 0.05, isUsualWeekday);
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
