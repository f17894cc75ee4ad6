using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Planning;

/// <summary>An activity of a plan document.</summary>
internal static class PlanDocumentActivity
{
    public static void Write(Utf8JsonWriter json, TaggedActivity tagged)
    {
        json.WriteStartObject();
        json.WriteString("id", tagged.Activity.Id);
        WriteTags(json, tagged);
        json.WriteNumber("confidence", tagged.Confidence);
        json.WriteStartArray("evidence");
        foreach (var evidence in tagged.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("feature", evidence.Feature);
            json.WriteNumber("points", evidence.Points);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("explanation", tagged.Explanation);
        if (tagged.DuplicateOf is { } kept) json.WriteString("duplicateOf", kept);
        json.WriteEndObject();
    }

    /// <summary>labels, tier, raceClass and importance, which the list of activities shows too; null is not tagged.</summary>
    public static void WriteTags(Utf8JsonWriter json, TaggedActivity? tagged)
    {
        json.WriteStartArray("labels");
        foreach (var label in tagged?.Labels ?? []) json.WriteStringValue(EnumWord.Of(label));
        json.WriteEndArray();
        json.WriteString("tier", Word(tagged?.Tier));
        json.WriteString("raceClass", Word(tagged?.RaceClass));
        json.WriteString("importance", Word(tagged?.Importance));
    }

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? EnumWord.Of(known) : null;
}
