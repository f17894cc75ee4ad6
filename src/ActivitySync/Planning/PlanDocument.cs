using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Planning;

/// <summary>Writes a plan as the document that <c>plan --json</c> and <c>simulate --json</c> print and the store keeps.</summary>
internal static class PlanDocument
{
    /// <summary>Letters of all languages stay readable; what could end a tag or drive a terminal is escaped.</summary>
    public static JsonWriterOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        SkipValidation = true, // thousands of plans are written in one run; tests hold that each is valid
    };

    /// <summary>The document as UTF-8, on one line.</summary>
    public static byte[] Bytes(RecoveryPlan plan)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, plan);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, RecoveryPlan plan)
    {
        json.WriteStartObject();
        json.WriteString("asOf", Date(plan.AsOf));
        json.WriteString("history", EnumWord.Of(plan.History));
        json.WriteStartArray("activities");
        foreach (var activity in plan.Activities) PlanDocumentActivity.Write(json, activity);
        json.WriteEndArray();
        WriteMassage(json, plan.Massage);
        WriteSelfMassage(json, plan.SelfMassage);
        WriteMedical(json, plan.Medical);
        WriteTexts(json, "aftercare", plan.Aftercare.Select(CodeWord.Of));
        WriteTexts(json, "reasons", plan.Reasons.Select(CodeWord.Of));
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
        json.WriteString("kind", EnumWord.Of(massage.Kind));
        json.WriteString("from", Date(massage.From));
        json.WriteString("to", Date(massage.To));
        WriteTexts(json, "reasons", massage.Reasons.Select(CodeWord.Of));
        WriteTexts(json, "rules", massage.Rules);
        json.WriteString("evidenceGrade", EnumWord.Of(massage.EvidenceGrade));
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
        json.WriteString("mode", EnumWord.Of(advice.Mode));
        json.WriteString("from", Date(advice.From));
        json.WriteStartArray("steps");
        foreach (var step in advice.Steps)
        {
            json.WriteStartObject();
            json.WriteString("tool", EnumWord.Of(step.Tool));
            json.WriteString("area", EnumWord.Of(step.Area));
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
        json.WriteString("level", EnumWord.Of(medical.Level));
        WriteTexts(json, "reasons", medical.Reasons.Select(CodeWord.Of));
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
                json.WriteString("race", Date(race));
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
            json.WriteString("date", Date(day.Date));
            json.WriteString("deepTissue", EnumWord.Of(day.DeepTissue));
            json.WriteString("swedish", EnumWord.Of(day.Swedish));
            WriteTexts(json, "because", day.Because.Select(CodeWord.Of));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
