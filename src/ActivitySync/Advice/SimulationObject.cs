using System.Collections.Frozen;
using System.Text.Json;

namespace ActivitySync.Advice;

/// <summary>An object of a document, taken apart: each known field, missing or not.</summary>
internal readonly record struct SimulationObject(
    SimulationPath Path,
    FrozenDictionary<string, int> Indexes,
    JsonElement[] Values
)
{
    public SimulationValue this[string field] => new(Values[Indexes[field]], Path.AppendField(field));
}

/// <summary>The fields that an object of a document may have, by name.</summary>
internal sealed class SimulationFields(params string[] names)
{
    private readonly FrozenDictionary<string, int> _indexes = names
        .Index()
        .ToFrozenDictionary(field => field.Item, field => field.Index, StringComparer.Ordinal);

    private readonly byte[][] _utf8 = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];

    /// <summary>Takes an object apart.</summary>
    /// <exception cref="SimulationDocumentException">It is no object, has a field not in the list, or one twice.</exception>
    public SimulationObject Read(SimulationValue value)
    {
        if (value.Element.ValueKind != JsonValueKind.Object)
        {
            throw value.CreateException("must be an object");
        }

        var found = new JsonElement[names.Length];
        var place = -1;
        foreach (var property in value.Element.EnumerateObject())
        {
            place = FindIndex(property, place, value);
            if (found[place].ValueKind != JsonValueKind.Undefined)
            {
                throw new SimulationDocumentException(value.Path.AppendField(names[place]).ToString(), "given twice");
            }

            found[place] = property.Value;
        }

        return new SimulationObject(value.Path, _indexes, found);
    }

    /// <summary>Fields mostly come in the documented order, so the search begins behind the one before.</summary>
    private int FindIndex(JsonProperty property, int previous, SimulationValue owner)
    {
        for (var step = 1; step <= names.Length; step++)
        {
            var place = (previous + step) % names.Length;
            if (property.NameEquals(_utf8[place]))
            {
                return place;
            }
        }

        throw new SimulationDocumentException(
            owner.Path.AppendField(SimulationValue.Quote(GetName(property, owner))).ToString(),
            $"unknown field; known here: {string.Join(", ", names)}"
        );
    }

    private static string GetName(JsonProperty property, SimulationValue owner)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw owner.CreateException("a field's name is not valid UTF-8");
        }
    }
}
