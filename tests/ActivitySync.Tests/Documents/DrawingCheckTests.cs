using System.Text;

namespace ActivitySync.Tests.Documents;

public sealed class DrawingCheckTests
{
    private const string Start = """<svg xmlns="http://www.w3.org/2000/svg">""";
    private const string Titles = "<title>A calf</title><desc>On a roller.</desc>";

    [Theory]
    [InlineData($"{Start}{Titles}<g clip-path='url(#lens)'><path d='M0 0h9'/></g></svg>", "")]
    [InlineData($"{Start}{Titles}<path>", "not well-formed")]
    [InlineData($"<!DOCTYPE svg [<!ENTITY a 'b'>]>{Start}{Titles}</svg>", "not well-formed")]
    [InlineData("<svg><title>A calf</title><desc>On a roller.</desc></svg>", "no drawing")]
    [InlineData($"{Start}<title> </title><desc>On a roller.</desc></svg>", "no title")]
    [InlineData($"{Start}<title>A calf</title></svg>", "no description")]
    [InlineData($"{Start}{Titles}<script>alert()</script></svg>", "element script")]
    [InlineData($"{Start}{Titles}<g><image href='#a'/></g></svg>", "element image")]
    [InlineData($"{Start}{Titles}<g xmlns='urn:other'/></svg>", "element g")]
    [InlineData($"{Start}{Titles}<g onload='alert()'/></svg>", "script")]
    [InlineData($"{Start}{Titles}<g xmlns:x='http://www.w3.org/1999/xlink' x:href='a.svg'/></svg>", "reference")]
    [InlineData($"{Start}{Titles}<path fill='url(a.svg#b)'/></svg>", "reference")]
    [InlineData($"{Start}{Titles}<path style='fill: URL( a.svg )'/></svg>", "reference")]
    [InlineData($"{Start}{Titles}<style>@import 'a.css';</style></svg>", "reference")]
    [InlineData($"{Start}{Titles}<style>g {{ fill: url(https://example.org/a) }}</style></svg>", "reference")]
    public void Anything_but_a_plain_drawing_is_found(string svg, string problem) =>
        Assert.Equal(problem, DrawingCheck.FindProblem(Encoding.UTF8.GetBytes(svg)));

    [Fact]
    public void A_large_drawing_is_found() => Assert.Equal("too large", DrawingCheck.FindProblem(new byte[10 * 1024]));
}
