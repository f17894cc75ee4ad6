using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Advice;

/// <summary>Writes a plan as the JSON document that <c>plan --json</c> and <c>simulate --json</c> print.</summary>
internal static class PlanDocument
{
    /// <summary>
    /// Keeps letters of all languages readable and escapes what could end an HTML tag or control a terminal.
    /// </summary>
    public static JsonWriterOptions Options { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            SkipValidation = true, // one run can write thousands of plans; tests check that they are valid
        };

    /// <summary>Returns the document as UTF-8, on one line.</summary>
    public static byte[] ToUtf8Bytes(RecoveryPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, plan);
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, RecoveryPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("asOf", FormatDate(plan.AsOf));
        json.WriteString("history", EnumText.Format(plan.History));
        json.WriteStartArray("activities");
        foreach (var activity in plan.Activities)
        {
            PlanDocumentActivity.Write(json, activity);
        }

        json.WriteEndArray();
        WriteMassage(json, plan.Massage);
        WriteSelfMassage(json, plan.SelfMassage);
        WriteMedical(json, plan.Medical);
        WriteTexts(json, "aftercare", plan.Aftercare.Select(PlanCodes.FormatAftercare));
        WriteTexts(json, "reasons", plan.Reasons.Select(PlanCodes.FormatReason));
        WriteQuestions(json, plan.Questions);
        WriteCalendar(json, plan.Calendar);
        json.WriteEndObject();
    }

    private static void WriteMassage(Utf8JsonWriter json, MassageAdvice? massage)
    {
        if (massage is null)
        {
            json.WriteNull("massage");
            return;
        }

        json.WriteStartObject("massage");
        json.WriteString("kind", EnumText.Format(massage.Kind));
        json.WriteString("from", FormatDate(massage.From));
        json.WriteString("to", FormatDate(massage.To));
        WriteTexts(json, "reasons", massage.Reasons.Select(PlanCodes.FormatReason));
        WriteTexts(json, "rules", massage.Rules);
        json.WriteString("evidenceGrade", EnumText.Format(massage.EvidenceGrade));
        json.WriteString("explanation", massage.Explanation);
        json.WriteEndObject();
    }

    private static void WriteSelfMassage(Utf8JsonWriter json, SelfMassageAdvice? advice)
    {
        if (advice is null)
        {
            json.WriteNull("selfMassage");
            return;
        }

        json.WriteStartObject("selfMassage");
        json.WriteString("mode", EnumText.Format(advice.Mode));
        json.WriteString("from", FormatDate(advice.From));
        json.WriteStartArray("steps");
        foreach (var step in advice.Steps)
        {
            json.WriteStartObject();
            json.WriteString("tool", EnumText.Format(step.Tool));
            json.WriteString("area", EnumText.Format(step.Area));
            json.WriteNumber("seconds", step.Seconds);
            json.WriteNumber("sets", step.Sets);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTexts(json, "rules", advice.Rules);
        json.WriteEndObject();
    }

    private static void WriteMedical(Utf8JsonWriter json, MedicalAdvice? medical)
    {
        if (medical is null)
        {
            json.WriteNull("medical");
            return;
        }

        json.WriteStartObject("medical");
        json.WriteString("level", EnumText.Format(medical.Level));
        WriteTexts(json, "reasons", medical.Reasons.Select(PlanCodes.FormatReason));
        json.WriteString("text", medical.Text);
        json.WriteEndObject();
    }

    private static void WriteQuestions(Utf8JsonWriter json, IReadOnlyList<Question> questions)
    {
        json.WriteStartArray("questions");
        foreach (var question in questions)
        {
            json.WriteStartObject();
            if (question.Race is { } race)
            {
                json.WriteString("race", FormatDate(race));
                json.WriteString("ask", "started?");
            }
            else
            {
                json.WriteString("activity", question.ActivityId);
                json.WriteString("ask", "race?");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCalendar(Utf8JsonWriter json, IReadOnlyList<CalendarDay> calendar)
    {
        json.WriteStartArray("calendar");
        foreach (var day in calendar)
        {
            json.WriteStartObject();
            json.WriteString("date", FormatDate(day.Date));
            json.WriteString("deepTissue", EnumText.Format(day.DeepTissue));
            json.WriteString("swedish", EnumText.Format(day.Swedish));
            WriteTexts(json, "because", day.Reasons.Select(PlanCodes.FormatReason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string FormatDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Writes an activity of a plan document.</summary>
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
        if (tagged.DuplicateOf is { } original)
        {
            json.WriteString("duplicateOf", original);
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// Writes labels, tier, raceClass and importance, as <c>activities --json</c> does too.
    /// An activity that is not tagged has no labels and null for the others.
    /// </summary>
    public static void WriteTags(Utf8JsonWriter json, TaggedActivity? tagged)
    {
        json.WriteStartArray("labels");
        foreach (var label in tagged?.Labels ?? [])
        {
            json.WriteStringValue(EnumText.Format(label));
        }

        json.WriteEndArray();
        json.WriteString("tier", FormatEnum(tagged?.Tier));
        json.WriteString("raceClass", FormatEnum(tagged?.RaceClass));
        json.WriteString("importance", FormatEnum(tagged?.Importance));
    }

    private static string? FormatEnum<T>(T? value)
        where T : struct, Enum => value is { } known ? EnumText.Format(known) : null;
}

/// <summary>Formats reasons and aftercare as codes: <c>RACE_POST</c>.</summary>
internal static class PlanCodes
{
    public static string FormatReason(ReasonCode reason) => reason.Code;

    public static string FormatAftercare(Aftercare aftercare) =>
        EnumText.Format(aftercare).Replace('-', '_').ToUpperInvariant();
}
