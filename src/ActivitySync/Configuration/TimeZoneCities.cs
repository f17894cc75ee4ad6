using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ActivitySync.Configuration;

/// <summary>Finds time zones by a city: those that zones are named after, and other large ones.</summary>
internal static class TimeZoneCities
{
    private static readonly FrozenDictionary<string, string> OtherCities = new (string Zone, string[] Cities)[]
    {
        (
            "Europe/Berlin",
            [
                "Hamburg",
                "Munich",
                "München",
                "Cologne",
                "Köln",
                "Frankfurt",
                "Stuttgart",
                "Düsseldorf",
                "Leipzig",
                "Dresden",
                "Bremen",
                "Hannover",
                "Nürnberg",
                "Germany",
                "Deutschland",
            ]
        ),
        ("Europe/Vienna", ["Wien", "Graz", "Salzburg", "Linz", "Innsbruck", "Austria", "Österreich"]),
        ("Europe/Zurich", ["Zürich", "Bern", "Basel", "Geneva", "Genf", "Lausanne", "Switzerland", "Schweiz"]),
        ("Europe/London", ["Manchester", "Birmingham", "Edinburgh", "Glasgow", "Bristol", "Leeds", "Cardiff"]),
        ("Europe/Madrid", ["Barcelona", "Valencia", "Seville"]),
        ("Europe/Rome", ["Milan", "Milano", "Turin", "Naples", "Roma"]),
        ("Europe/Paris", ["Lyon", "Marseille", "Toulouse", "Nice"]),
        ("Europe/Amsterdam", ["Rotterdam", "Utrecht", "The Hague"]),
        ("Europe/Brussels", ["Antwerp", "Ghent"]),
        ("Europe/Warsaw", ["Kraków", "Gdansk"]),
        ("America/New_York", ["Boston", "Washington", "Philadelphia", "Miami", "Atlanta"]),
        ("America/Toronto", ["Ottawa", "Montreal"]),
        ("America/Chicago", ["Houston", "Dallas", "Austin", "Minneapolis", "San Antonio"]),
        ("America/Denver", ["Salt Lake City", "Boulder"]),
        ("America/Los_Angeles", ["San Francisco", "Seattle", "Portland", "San Diego", "Las Vegas"]),
        ("Asia/Kolkata", ["Mumbai", "Delhi", "New Delhi", "Bangalore", "Chennai"]),
        ("Asia/Shanghai", ["Beijing", "Shenzhen", "Guangzhou"]),
        ("Asia/Tokyo", ["Osaka", "Kyoto", "Yokohama"]),
        ("Australia/Sydney", ["Canberra"]),
        ("Pacific/Auckland", ["Wellington", "Christchurch"]),
    }
        .SelectMany(row => row.Cities.Select(city => (City: Simplify(city), row.Zone)))
        .ToFrozenDictionary(pair => pair.City, pair => pair.Zone, StringComparer.Ordinal);

    /// <summary>The zones of other cities, each several times; tests check them.</summary>
    public static IEnumerable<string> OtherZones => OtherCities.Values;

    /// <summary>Finds the zone of a city; null if none or several have the name.</summary>
    public static string? Find(string city)
    {
        var name = Simplify(city);
        if (name.Length == 0)
        {
            return null;
        }

        if (OtherCities.TryGetValue(name, out var zone))
        {
            return zone;
        }

        var zones = GetZones().Where(id => Simplify(GetCity(id)) == name).Take(2).ToList();
        return zones.Count == 1 ? zones[0] : null;
    }

    /// <summary>Finds the zone whose name or city was probably meant; null if none is similar.</summary>
    public static string? FindSimilar(string text)
    {
        var name = Simplify(text);
        List<string> zones = [.. GetZones()];
        var nearest = NearestMatch.FindSimilar(
            name,
            zones.Select(id => Simplify(GetCity(id))).Concat(OtherCities.Keys).Concat(zones.Select(Simplify))
        );
        return nearest is null ? null : zones.Find(id => Simplify(id) == nearest) ?? Find(nearest);
    }

    private static IEnumerable<string> GetZones() =>
        TimeZoneInfo
            .GetSystemTimeZones()
            .Where(zone => zone.HasIanaId && zone.Id.Contains('/', StringComparison.Ordinal))
            .Select(zone => zone.Id);

    private static string GetCity(string id) => id[(id.LastIndexOf('/') + 1)..];

    /// <summary>Lower case without accents; blanks, underscores and hyphens are the same.</summary>
    private static string Simplify(string text) =>
        string.Concat(
                text.Trim()
                    .Normalize(NormalizationForm.FormD)
                    .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            )
            .ToLowerInvariant()
            .Replace('_', ' ')
            .Replace('-', ' ');
}
