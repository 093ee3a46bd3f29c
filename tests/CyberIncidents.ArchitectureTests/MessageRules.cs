using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using FluentValidation;
using MediatR;

namespace CyberIncidents.ArchitectureTests;

/// <summary>What every command and query keeps to.</summary>
internal static class MessageRules
{
    /// <summary>All that can be sent, however it is declared.</summary>
    public static IEnumerable<Type> Declared(IEnumerable<Type> types) =>
        types.Where(t => t is { IsInterface: false } && typeof(IBaseRequest).IsAssignableFrom(t));

    /// <summary>What is wrong with a message, given the types among which its handler and validators have to be.</summary>
    public static IEnumerable<string> Faults(Type message, IReadOnlyCollection<Type> types)
    {
        var handlers = types.Where(t => Closes(t, typeof(IRequestHandler<,>), message)).ToList();
        var validators = types.Where(t => Closes(t, typeof(IValidator<>), message)).ToList();
        if (handlers.Count != 1)
        {
            yield return $"{message.Name} has {handlers.Count} handlers";
        }

        if (!message.IsDefined(typeof(RequirePermissionAttribute), inherit: false)
            && !message.IsDefined(typeof(AllowAnonymousRequestAttribute), inherit: false))
        {
            yield return $"{message.Name} says nothing about permission";
        }

        if (Suffix(message) is not { } suffix)
        {
            yield return $"{message.Name} is neither a command nor a query";
        }
        else if (!message.Name.EndsWith(suffix, StringComparison.Ordinal))
        {
            yield return $"{message.Name} does not end in {suffix}";
        }

        foreach (var open in handlers.Concat(validators).Where(t => t is not { IsNotPublic: true, IsSealed: true }))
        {
            yield return $"{open.Name} is not internal sealed";
        }

        foreach (var away in handlers.Concat(validators).Where(t => t.Namespace != message.Namespace))
        {
            yield return $"{away.Name} does not stand in the namespace of {message.Name}";
        }
    }

    private static string? Suffix(Type message) =>
        Implements(message, typeof(ICommand<>)) ? "Command" : Implements(message, typeof(IQuery<>)) ? "Query" : null;

    private static bool Implements(Type type, Type definition) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static bool Closes(Type type, Type definition, Type argument) =>
        type is { IsClass: true, IsAbstract: false }
        && Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition && i.GetGenericArguments()[0] == argument);
}
