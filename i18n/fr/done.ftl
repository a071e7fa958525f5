## Flash messages after an action of a member

done-invited = L’invitation est en route.
done-invited-again = Une nouvelle invitation est en route. L’ancienne ne sert plus.
done-member-changed = Les changements sont enregistrés.
done-member-removed = Cette personne n’est plus membre. Ses sessions sont fermées.
done-passkey-removed = La clé d’accès est retirée. Les sessions ouvertes avec elle sont fermées.
done-totp-removed = L’application est retirée. Les sessions ouvertes avec ses codes sont fermées.
done-signed-out = C’est retiré. Votre session était ouverte par ce moyen : elle est fermée aussi. Connectez-vous autrement.
done-session-ended = La session est fermée.
done-sessions-ended = Toutes les autres sessions sont fermées.
done-session-extended = Cette session reste ouverte, même sans rien faire.
done-undone = La décision est annulée. La proposition est de nouveau dans la file.
done-released = La proposition est rendue à la file. D’autres peuvent la réserver.
