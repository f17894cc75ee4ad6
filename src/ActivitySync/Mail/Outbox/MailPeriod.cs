using System.Globalization;

namespace ActivitySync.Mail.Outbox;

/// <summary>The period of a mail: a week, and for a further copy its number (<c>2026-W47#1</c>).</summary>
internal sealed record MailPeriod(string Week, int Copy)
{
    public static MailPeriod Parse(string column)
    {
        var parts = column.Split('#', 2);
        return new MailPeriod(parts[0], parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public string ToColumn() => Copy == 0 ? Week : string.Create(CultureInfo.InvariantCulture, $"{Week}#{Copy}");
}
