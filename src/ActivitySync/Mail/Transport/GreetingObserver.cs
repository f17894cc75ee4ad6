using System.Text;
using MailKit;

namespace ActivitySync.Mail.Transport;

/// <summary>
/// Observes the greeting (EHLO or HELO) of a connection and the server's answer to it, which the library's exceptions
/// don't distinguish from other answers. Reads nothing else: later commands contain the password.
/// </summary>
internal sealed class GreetingObserver : IProtocolLogger
{
    /// <summary>The longest reply line (RFC 5321, 4.5.3.1.5).</summary>
    private const int MaxAnswerLength = 512;

    private const int CodeLength = 3;

    private readonly StringBuilder _answer = new();
    private bool _isGreeting;

    /// <summary>The name that was sent; null before the greeting.</summary>
    public string? Name { get; private set; }

    /// <summary>The server's answer to the greeting if it was the last command and was refused; else null.</summary>
    public GreetingRefusal? Refusal
    {
        get
        {
            var text = _answer.ToString();
            return
                _isGreeting
                && text.Length >= CodeLength
                && text[0] is '4' or '5'
                && int.TryParse(text.AsSpan(0, CodeLength), out var status)
                ? new GreetingRefusal(status, text[CodeLength..].TrimStart(' ', '-'))
                : null;
        }
    }

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void LogConnect(Uri uri) { }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        var command = buffer.AsSpan(offset, count);
        _isGreeting = command.StartsWith("EHLO "u8) || command.StartsWith("HELO "u8);
        _answer.Clear();
        if (_isGreeting)
        {
            Name = Encoding.ASCII.GetString(command["EHLO ".Length..]).Trim();
        }
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        if (_isGreeting && _answer.Length < MaxAnswerLength)
        {
            _answer.Append(
                Encoding.Latin1.GetString(buffer, offset, Math.Min(count, MaxAnswerLength - _answer.Length))
            );
        }
    }

    public void Dispose() { }
}

/// <summary>A server's refusal of the greeting.</summary>
/// <param name="Status">The status, 400 to 599.</param>
/// <param name="Text">The server's text, which is not sanitized.</param>
internal sealed record GreetingRefusal(int Status, string Text);
