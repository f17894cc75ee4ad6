namespace ActivitySync.Recovery.Tagging;

/// <summary>A score in the making: points added up; the features they came from are noted in one list for all sums of an activity.</summary>
internal struct ScoreSheet(List<Evidence> counted)
{
    /// <summary>So that a sum such as 0.695 is rounded as it is written, not as it is stored.</summary>
    private const double Nudge = 1e-9;

    private double _sum;

    /// <summary>0 to 1, two decimals, half up.</summary>
    internal readonly double Score => Rounded(_sum);

    /// <summary>Counts points that lie on a line between two steps.</summary>
    internal void Add(string feature, double points)
    {
        _sum += points;
        // Six decimals are more than enough to read.
        counted.Add(new(feature, Math.Round(points, 6)));
    }

    /// <summary>Counts a feature whose points are fixed; null counts nothing.</summary>
    internal void Add(Evidence? evidence)
    {
        if (evidence is not null)
        {
            _sum += evidence.Points;
            counted.Add(evidence);
        }
    }

    internal void Add(Evidence evidence, bool holds) => Add(holds ? evidence : null);

    internal static double Rounded(double sum) => Math.Clamp(Math.Floor(((sum + Nudge) * 100) + 0.5) / 100, 0, 1);
}
